//! A browser: it keeps cookies as the attributes say, and asks for pages as browsers do.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use login_runtime::{Clock, ManualClock, Timestamp};
use tower::ServiceExt;

/// The headers with which a browser asks for a page of the site it is on.
const NAVIGATION: &[(&str, &str)] =
    &[("accept", "text/html"), ("sec-fetch-mode", "navigate"), ("sec-fetch-site", "same-origin")];

/// The headers of a script's request.
pub(crate) const SCRIPT: &[(&str, &str)] =
    &[("accept", "application/json"), ("sec-fetch-mode", "cors"), ("sec-fetch-site", "same-origin")];

/// A browser with its cookies; a clone is a second one that stole them.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) app: axum::Router,
    pub(crate) agent: &'static str,
    clock: ManualClock,
    cookies: BTreeMap<String, Cookie>,
}

#[derive(Clone)]
struct Cookie {
    value: String,
    /// `None` for a cookie that is gone when the browser closes.
    until: Option<Timestamp>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Browser {
    pub(crate) fn new(app: &axum::Router, clock: &ManualClock) -> Self {
        Self { app: app.clone(), agent: "Firefox", clock: clock.clone(), cookies: BTreeMap::new() }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, NAVIGATION, Body::empty()).await
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = fields.iter().map(|(name, value)| format!("{name}={}", encode(value)));
        let form = form.collect::<Vec<_>>().join("&");
        let headers = [NAVIGATION, &[("content-type", "application/x-www-form-urlencoded")]].concat();
        self.ask(Method::POST, path, &headers, Body::from(form)).await
    }

    /// Sends a text.
    pub(crate) async fn ask_with_body(&mut self, path: &str, body: &str) -> Page {
        self.ask(Method::POST, path, NAVIGATION, Body::from(body.to_owned())).await
    }

    /// Asks as a script does.
    pub(crate) async fn fetch(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, SCRIPT, Body::empty()).await
    }

    /// Asks with these headers, and with the browser's own cookies and agent.
    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Page {
        let request = headers
            .iter()
            .fold(Request::builder().method(method).uri(path), |request, (name, value)| {
                request.header(*name, *value)
            })
            .header(header::HOST, "app.example")
            .header(header::USER_AGENT, self.agent);
        let request = match self.cookie_header() {
            Some(cookies) => request.header(header::COOKIE, cookies),
            None => request,
        };
        let page = send(&self.app, request.body(body).expect("a request")).await;
        self.keep(&page);
        page
    }

    /// Logs in by the site's form, and expects it to work.
    pub(crate) async fn log_in(&mut self, name: &str) -> Page {
        self.log_in_with(name, &[]).await
    }

    /// Logs in with "remember me" ticked.
    pub(crate) async fn log_in_remembered(&mut self, name: &str) -> Page {
        self.log_in_with(name, &[("remember", "on")]).await
    }

    pub(crate) async fn log_in_with(&mut self, name: &str, options: &[(&str, &str)]) -> Page {
        let page = self.post("/login", &[&[("user", name)], options].concat()).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
        page
    }

    /// Who the site takes this browser for: `guest`, or for example `ada fresh remembered`.
    pub(crate) async fn who(&mut self) -> String {
        let page = self.get("/who").await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        page.body
    }

    /// Closes the browser and opens it again.
    pub(crate) fn close(&mut self) {
        self.cookies.retain(|_, cookie| cookie.until.is_some());
    }

    /// The value of one of our cookies, by its name without the prefix.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(&format!("__Host-{name}")).map(|cookie| cookie.value.as_str())
    }

    /// The value of a cookie that must be there.
    pub(crate) fn ticket(&self, name: &str) -> String {
        self.cookie(name).expect("the browser holds the cookie").to_owned()
    }

    /// How much longer one of our cookies is kept; `None` for one that goes when the browser closes.
    pub(crate) fn kept_for(&self, name: &str) -> Option<Duration> {
        self.cookies[&format!("__Host-{name}")].until.map(|until| until.since(self.clock.now()))
    }

    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), Cookie { value: value.to_owned(), until: None });
    }

    pub(crate) fn drop_cookie(&mut self, name: &str) {
        self.cookies.remove(&format!("__Host-{name}"));
    }

    pub(crate) fn cookie_names(&self) -> Vec<&str> {
        self.cookies.keys().map(String::as_str).collect()
    }

    fn cookie_header(&mut self) -> Option<HeaderValue> {
        let now = self.clock.now();
        self.cookies.retain(|_, cookie| cookie.until.is_none_or(|until| now < until));
        let pairs: Vec<_> =
            self.cookies.iter().map(|(name, cookie)| format!("{name}={}", cookie.value)).collect();
        (!pairs.is_empty()).then(|| HeaderValue::try_from(pairs.join("; ")).expect("a header value"))
    }

    /// Keeps and drops cookies as RFC 6265bis says.
    fn keep(&mut self, page: &Page) {
        let now = self.clock.now();
        for line in page.set_cookies() {
            let mut parts = line.split("; ");
            let (name, value) =
                parts.next().and_then(|pair| pair.split_once('=')).expect("a name and a value");
            let attributes: Vec<_> = parts.collect();
            if name.starts_with("__Host-") {
                let is_host_only = !attributes.iter().any(|attribute| attribute.starts_with("Domain"));
                let is_taken =
                    attributes.contains(&"Secure") && attributes.contains(&"Path=/") && is_host_only;
                assert!(is_taken, "a browser would refuse {line}");
            }
            let max_age = attributes.iter().find_map(|attribute| attribute.strip_prefix("Max-Age="));
            match max_age.map(|seconds| seconds.parse().expect("seconds")) {
                Some(0) => drop(self.cookies.remove(name)),
                seconds => {
                    let until = seconds.map(|seconds| now.after(Duration::from_secs(seconds)));
                    self.cookies.insert(name.to_owned(), Cookie { value: value.to_owned(), until });
                }
            }
        }
    }
}

impl Page {
    pub(crate) fn header(&self, name: impl Into<Name>) -> Option<&str> {
        self.headers.get(name.into().0).map(|value| value.to_str().expect("visible ASCII"))
    }

    pub(crate) fn location(&self) -> Option<&str> {
        self.header("location")
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|line| line.to_str().expect("visible ASCII"))
            .collect()
    }

    /// The `Set-Cookie` line of one of our cookies, by its name without the prefix.
    pub(crate) fn set_cookie(&self, name: &str) -> Option<&str> {
        let start = format!("__Host-{name}=");
        let lines: Vec<_> = self.set_cookies().into_iter().filter(|line| line.starts_with(&start)).collect();
        assert!(lines.len() <= 1, "set twice: {lines:?}");
        lines.first().copied()
    }

    /// Whether the response deletes one of our cookies.
    pub(crate) fn deletes(&self, name: &str) -> bool {
        self.set_cookie(name).is_some_and(|line| line.starts_with(&format!("__Host-{name}=;")))
    }

    /// Whether caches are told to keep nothing of it.
    pub(crate) fn is_private(&self) -> bool {
        self.header("cache-control") == Some("no-store") && self.header("vary") == Some("Cookie")
    }
}

/// A header's name from a literal.
pub(crate) struct Name(HeaderName);

impl From<&'static str> for Name {
    fn from(name: &'static str) -> Self {
        Self(HeaderName::from_static(name))
    }
}

/// Sends one request and reads the whole answer.
pub(crate) async fn send(app: &axum::Router, request: Request<Body>) -> Page {
    let response = app.clone().oneshot(request).await.expect("routers are infallible");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    let body = String::from_utf8(body.to_vec()).expect("text");
    Page { status: parts.status, headers: parts.headers, body }
}

/// Percent-encodes everything but letters and digits.
fn encode(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}
