//! A browser for tests.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::{HeaderValue, Method, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use tower_service::Service;

use super::jar::{CookieJar, Visit};
use super::{Acting, HOST, TestResponse};
use crate::manager::LoginManager;
use crate::user::UserMixin;

/// A browser that asks an application in process, keeps its cookies, and can act as anybody.
///
/// ```
/// # use login_runtime::{CurrentUser, UserMixin, login_required, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # #[login_required] async fn dashboard(user: CurrentUser<User>) -> String { format!("Welcome, {}", user.id) }
/// use login_runtime::{Key, LoginManager, Router, routing::get, testing::TestClient};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
/// let app = Router::<User>::new().route("/dashboard", get(dashboard)).with_login(manager.clone(), ());
///
/// let mut client = TestClient::new(&app, &manager);
/// assert_eq!(client.get("/dashboard").await.location(), Some("/login?next=%2Fdashboard"));
///
/// client.acting_as(&User { id: 1 });
/// assert_eq!(client.get("/dashboard").await.text(), "Welcome, 1");
/// # Ok(())
/// # }
/// ```
///
/// It asks as a browser does that is on the site already, `https://app.example`: for pages, of the same origin. Where the
/// manager's cookies go [over plain http](crate::LoginManagerBuilder::insecure_cookies_over_http), so does the client: then it sends
/// no `Sec-Fetch-*`, and keeps no cookie marked `Secure`.
///
/// Cookies are kept and dropped as [RFC 6265bis](https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/) says, by
/// the manager's clock: expiry, `Path`, `Domain`, `Secure`, and what the prefixes `__Host-` and `__Secure-` promise. A
/// `Set-Cookie` that a browser would refuse is dropped without a word, as there.
///
/// A clone is another browser that stole the cookies. Redirects are not followed: ask for
/// [`location`](TestResponse::location).
#[derive(Clone, Debug)]
pub struct TestClient {
    app: Router,
    manager: LoginManager,
    device: HeaderValue,
    /// Sent with every request that does not bring others of the name.
    headers: HeaderMap,
    jar: CookieJar,
}

/// What a request is made for, as browsers tell it.
#[derive(Clone, Copy)]
enum Purpose {
    Page,
    Script,
}

impl TestClient {
    /// Makes a browser without cookies. The manager is the one that the app was made with.
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::{TestClient, assert_guest};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// let mut client = TestClient::new(&app, &manager);
    /// assert_guest!(client.get("/").await);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn new(app: &Router, manager: &LoginManager) -> Self {
        Self {
            app: app.clone(),
            manager: manager.clone(),
            device: HeaderValue::from_static("Mozilla/5.0"),
            headers: HeaderMap::new(),
            jar: CookieJar::default(),
        }
    }

    /// Asks for a page.
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::TestClient;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// let response = client.get("/").await;
    /// assert_eq!(response.text(), "Hello");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get(&mut self, path: &str) -> TestResponse {
        self.ask(request(Method::GET, path, Body::empty()), Purpose::Page).await
    }

    /// Sends a form.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/login", axum::routing::post(async |form: String| form));
    /// let mut client = TestClient::new(&app, &manager);
    /// let response = client.post("/login", &[("name", "ada"), ("password", "let me in")]).await;
    /// assert_eq!(response.text(), "name=ada&password=let%20me%20in");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> TestResponse {
        let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let fields = form.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let form = fields.collect::<Vec<_>>().join("&");
        let mut request = request(Method::POST, path, Body::from(form));
        let content_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, content_type);
        self.ask(request, Purpose::Page).await
    }

    /// Asks as a script of the page does, for JSON. Such a client is never redirected to the log-in view: it gets a 401.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, login_required, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[login_required] async fn feed() {}
    /// # use login_runtime::{Key, LoginManager, Router, routing::get, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/feed", get(feed)).with_login(manager.clone(), ());
    /// let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.fetch("/feed").await.status(), 401);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn fetch(&mut self, path: &str) -> TestResponse {
        self.ask(request(Method::GET, path, Body::empty()), Purpose::Script).await
    }

    /// Sends JSON, as a script of the page does.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # use axum::{Json, routing::post};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # async fn save(Json(post): Json<serde_json::Value>) -> Json<serde_json::Value> { Json(post["title"].clone()) }
    /// # let app = axum::Router::new().route("/posts", post(save));
    /// let mut client = TestClient::new(&app, &manager);
    /// let response = client.post_json("/posts", &serde_json::json!({ "title": "New" })).await;
    /// assert_eq!(response.json::<String>(), "New");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Where serde cannot write the value as JSON.
    pub async fn post_json<T: Serialize + ?Sized>(&mut self, path: &str, value: &T) -> TestResponse {
        let body = serde_json::to_vec(value).unwrap_or_else(|error| panic!("the value is no JSON: {error}"));
        let mut request = request(Method::POST, path, Body::from(body));
        request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.ask(request, Purpose::Script).await
    }

    /// Sends any request. Headers that it does not bring are those of [`get`](Self::get), cookies included.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, UserMixin, public, routing, testing::TestClient, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn save() {}
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = login_runtime::Router::<User>::new().route("/", routing::put(save)).with_login(manager.clone(), ());
    /// use axum::{body::Body, http::Request};
    ///
    /// let mut client = TestClient::new(&app, &manager);
    /// let request = Request::put("/").header("sec-fetch-site", "cross-site").body(Body::from("{}"))?;
    /// assert_eq!(client.send(request).await.status(), 403);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(&mut self, request: Request) -> TestResponse {
        self.ask(request, Purpose::Page).await
    }

    /// Logs the client in, as the application's own log-in would: with every cookie, on this device, a moment ago. What
    /// follows in the same chain says how; see [`Acting`].
    ///
    /// Nothing of the application runs, and nobody is loaded before the next request: for a user whom the loader does not
    /// find, or who is switched off, that is a guest's.
    ///
    /// # Panics
    ///
    /// For an id with which nobody can log in (see [`IdBuffer`](crate::IdBuffer)), and where no app with users of this type
    /// was made with the manager.
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::TestClient;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// client.acting_as(&ada);
    /// assert_eq!(client.get("/").await.text(), "Hello, 1");
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn acting_as<'a, U: UserMixin>(&'a mut self, user: &'a U) -> Acting<'a, U> {
        Acting::new(self, user)
    }

    /// Sets the `User-Agent` from now on, by which [`SessionProtection`](crate::SessionProtection) tells clients apart. After a
    /// log-in this is another device that got hold of its cookies; to log in on a device, see [`Acting::on_device`].
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(_user: Option<CurrentUser<User>>) {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::{TestClient, assert_guest, assert_logged_in_as};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?).session_protection(SessionProtection::Strong).build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// let mut client = TestClient::new(&app, &manager);
    /// client.acting_as(&ada).on_device("Firefox");
    /// let mut thief = client.clone();
    /// assert_logged_in_as!(client.get("/").await, ada);
    /// assert_guest!(thief.on_device("curl").get("/").await);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Where the text cannot stand in a header.
    #[track_caller]
    pub fn on_device(&mut self, user_agent: &str) -> &mut Self {
        self.device = HeaderValue::try_from(user_agent)
            .unwrap_or_else(|_| panic!("{user_agent:?} is no `User-Agent`; use visible ASCII"));
        self
    }

    /// Sends a header with every request from now on that does not bring one of its own: a bearer token, say, or a language. An
    /// empty value sends it no more.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # use axum::{http::HeaderMap, routing::get};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # async fn scheme(headers: HeaderMap) -> String { headers["authorization"].to_str().unwrap().to_owned() }
    /// # let app = axum::Router::new().route("/", get(scheme));
    /// let mut client = TestClient::new(&app, &manager);
    /// client.set_header("authorization", "Bearer s3cret");
    /// assert_eq!(client.fetch("/").await.text(), "Bearer s3cret");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Where name or value cannot stand in a header.
    #[track_caller]
    pub fn set_header(&mut self, name: &str, value: &str) -> &mut Self {
        let name: HeaderName =
            name.parse().unwrap_or_else(|error| panic!("`{name}` is no header's name: {error}"));
        if value.is_empty() {
            self.headers.remove(name);
        } else {
            let value = HeaderValue::try_from(value)
                .unwrap_or_else(|_| panic!("{value:?} cannot stand in a header; use visible ASCII"));
            self.headers.insert(name, value);
        }
        self
    }

    /// Closes the browser and opens it again: cookies without an expiry are gone.
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::{TestClient, assert_guest};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// client.acting_as(&ada);
    /// client.close_browser();
    /// assert_guest!(client.get("/").await);
    /// # Ok(())
    /// # }
    /// ```
    pub fn close_browser(&mut self) {
        self.jar.close();
    }

    /// Returns the value of a cookie by its whole name, `__Host-session` unless the manager says otherwise.
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::TestClient;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.cookie("__Host-session"), None);
    /// client.acting_as(&ada);
    /// assert!(client.cookie("__Host-session").is_some());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.jar.value(name, self.manager.0.now())
    }

    /// Tampers with a cookie: a new value, all else as it was. One that is not there is made for the whole site, until the
    /// browser closes.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new();
    /// let mut client = TestClient::new(&app, &manager);
    /// client.set_cookie("__Host-session", "forged");
    /// assert_eq!(client.cookie("__Host-session"), Some("forged"));
    /// client.drop_cookie("__Host-session");
    /// assert_eq!(client.cookie("__Host-session"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Where name or value cannot stand in a header.
    #[track_caller]
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.jar.set(name, value, self.manager.0.now());
    }

    /// Drops a cookie, by its whole name.
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::{TestClient, assert_guest};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// client.acting_as(&ada);
    /// client.drop_cookie("__Host-session");
    /// assert_guest!(client.get("/").await);
    /// # Ok(())
    /// # }
    /// ```
    pub fn drop_cookie(&mut self, name: &str) {
        self.jar.remove(name);
    }

    async fn ask(&mut self, mut request: Request, purpose: Purpose) -> TestResponse {
        let path = request.uri().path().to_owned();
        let is_safe = request.method().is_safe();
        self.fill_in(request.headers_mut(), &path, is_safe, purpose);
        self.manager.0.write_logins().await;
        let Ok(response) = self.app.clone().call(request).await;
        let (parts, body) = response.into_parts();
        let body =
            to_bytes(body, usize::MAX).await.unwrap_or_else(|error| panic!("the body broke off: {error}"));
        for set_cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(set_cookie, &path);
        }
        TestResponse::new(Response::from_parts(parts, body))
    }

    /// Adds what a browser says of itself.
    fn fill_in(&self, headers: &mut HeaderMap, path: &str, is_safe: bool, purpose: Purpose) {
        let visit = visit(&self.manager, path);
        let (accept, mode) = match purpose {
            Purpose::Page => ("text/html", "navigate"),
            Purpose::Script => ("application/json", "cors"),
        };
        let mut add = |name: HeaderName, value: HeaderValue| {
            headers.entry(name).or_insert(value);
        };
        for (name, value) in &self.headers {
            add(name.clone(), value.clone());
        }
        add(header::HOST, HeaderValue::from_static(HOST));
        add(header::USER_AGENT, self.device.clone());
        add(header::ACCEPT, HeaderValue::from_static(accept));
        if visit.is_https {
            add(HeaderName::from_static("sec-fetch-site"), HeaderValue::from_static("same-origin"));
            add(HeaderName::from_static("sec-fetch-mode"), HeaderValue::from_static(mode));
        }
        if !is_safe {
            let scheme = if visit.is_https { "https" } else { "http" };
            let origin = HeaderValue::try_from(format!("{scheme}://{HOST}"));
            add(header::ORIGIN, origin.expect("an origin is visible ASCII"));
        }
        if let Some(cookies) = self.jar.header(visit) {
            add(header::COOKIE, cookies);
        }
    }

    /// Does what a `Set-Cookie` says that comes from a path.
    pub(super) fn keep(&mut self, set_cookie: &HeaderValue, path: &str) {
        self.jar.keep(set_cookie, visit(&self.manager, path));
    }

    pub(super) fn manager(&self) -> &LoginManager {
        &self.manager
    }

    pub(super) fn device(&self) -> &HeaderValue {
        &self.device
    }
}

fn visit<'a>(manager: &LoginManager, path: &'a str) -> Visit<'a> {
    let settings = &manager.0;
    Visit { path, is_https: settings.cookie_writer.is_secure, now: settings.now() }
}

fn request(method: Method, path: &str, body: Body) -> Request {
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = path.parse().unwrap_or_else(|error| panic!("`{path}` is no path: {error}"));
    request
}
