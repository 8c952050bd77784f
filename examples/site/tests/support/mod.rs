//! A site in this process and browsers that talk to it: no port, no sleeping, time only when a test says so.

use std::collections::BTreeMap;

use argon2::Params;
use axum::{
    Form,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header, request},
    response::IntoResponse as _,
};
use cookie::{Cookie, SameSite};
use http_body_util::BodyExt as _;
use login_runtime::{Key, ManualClock, SqliteLedger};
use site::{AppState, Passwords, app, login_manager, open_database, seed};
use sqlx::SqlitePool;
use tempfile::TempDir;
use tower::ServiceExt as _;

pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// The whole site, with the users `demo` and `admin`.
pub(crate) struct Site {
    app: axum::Router,
    pub(crate) clock: ManualClock,
    pub(crate) db: SqlitePool,
    _folder: TempDir,
}

impl Site {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = open_database(&folder.path().join("site.sqlite")).await.expect("a database");
        // The cheapest hash there is: these tests are not about its strength.
        let passwords =
            Passwords::new(Params::new(8, 1, 1, None).expect("valid parameters")).expect("a hasher");
        seed(&db, &passwords, PASSWORD).await.expect("two users");
        let clock = ManualClock::default();
        let key = Key::generate().expect("a key");
        let ledger = SqliteLedger::new(db.clone()).await.expect("a table");
        let manager = login_manager(key, ledger).clock(clock.clone()).build().expect("a valid configuration");
        let state = AppState::new(db.clone(), passwords, clock.clone());
        Self { app: app(state, manager), clock, db, _folder: folder }
    }

    /// A new browser without cookies.
    pub(crate) fn browser(&self) -> Browser {
        Browser {
            app: self.app.clone(),
            cookies: BTreeMap::new(),
            fetch_site: "same-origin",
            fetch_mode: "navigate",
        }
    }

    /// A new browser in which this user is logged in.
    pub(crate) async fn browser_of(&self, username: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.log_in(username, PASSWORD).await;
        assert_eq!(answer.redirects_to(), "/dashboard");
        browser
    }
}

/// Keeps cookies as a browser does and sends the headers that a browser sends.
#[derive(Clone)]
pub(crate) struct Browser {
    app: axum::Router,
    cookies: BTreeMap<String, Cookie<'static>>,
    /// `cross-site` when a page of another site sends the request.
    pub(crate) fetch_site: &'static str,
    /// `cors` when a script sends it.
    pub(crate) fetch_mode: &'static str,
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Form(fields).into_response().into_body()).await
    }

    pub(crate) async fn log_in(&mut self, username: &str, password: &str) -> Answer {
        self.post("/login", &[("username", username), ("password", password)]).await
    }

    /// Closes and opens the browser: session cookies are gone.
    pub(crate) fn restart(&mut self) {
        self.cookies.retain(|_, cookie| cookie.max_age().is_some());
    }

    async fn send(&mut self, request: request::Builder, body: Body) -> Answer {
        let cookies: Vec<_> = self.cookies.values().map(|cookie| cookie.stripped().to_string()).collect();
        let request = request
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::COOKIE, cookies.join("; "))
            .header("sec-fetch-site", self.fetch_site)
            .header("sec-fetch-mode", self.fetch_mode)
            .body(body)
            .expect("a valid request");
        let response = self.app.clone().oneshot(request).await.expect("a router never fails");
        for line in response.headers().get_all(header::SET_COOKIE) {
            self.keep(line.to_str().expect("an ASCII cookie"));
        }
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).expect("text"),
        }
    }

    /// Every cookie of the site must be one that scripts, other sites and plain connections cannot get at.
    fn keep(&mut self, line: &str) {
        let cookie = Cookie::parse(line.to_owned()).expect("a well-formed cookie");
        assert!(cookie.name().starts_with("__Host-"), "{line}");
        assert_eq!((cookie.secure(), cookie.http_only()), (Some(true), Some(true)), "{line}");
        assert_eq!((cookie.path(), cookie.domain()), (Some("/"), None), "{line}");
        assert_eq!(cookie.same_site(), Some(SameSite::Lax), "{line}");
        if cookie.max_age().is_some_and(|age| !age.is_positive()) {
            self.cookies.remove(cookie.name());
        } else {
            self.cookies.insert(cookie.name().to_owned(), cookie);
        }
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    #[track_caller]
    pub(crate) fn redirects_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers[header::LOCATION].to_str().expect("an ASCII target")
    }

    #[track_caller]
    pub(crate) fn shows(&self, text: &str) {
        assert!(self.body.contains(text), "`{text}` is not in:\n{}", self.body);
    }

    /// The value of a hidden field.
    #[track_caller]
    pub(crate) fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let value = self.body.split_once(&start).and_then(|(_, rest)| rest.split_once('"'));
        let (value, _) = value.unwrap_or_else(|| panic!("no `{name}` in:\n{}", self.body));
        value.to_owned()
    }

    #[track_caller]
    pub(crate) fn hides(&self, text: &str) {
        assert!(!self.body.contains(text), "`{text}` is in:\n{}", self.body);
    }
}
