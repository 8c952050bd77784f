//! What came back.

use axum::body::Bytes;
use axum::http::{HeaderMap, Response, StatusCode, header};
use serde::de::DeserializeOwned;

use super::judge::{Answered, Reply};

/// An answer that was read to its end. Made by a [`TestClient`](super::TestClient).
///
/// ```
/// # use login_runtime::{Key, LoginManager, testing::TestClient};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let manager = LoginManager::new(Key::generate()?).build()?;
/// # let app = axum::Router::new().route("/", axum::routing::get(async || ([("set-cookie", "theme=dark")], "Hello")));
/// let response = TestClient::new(&app, &manager).get("/").await;
/// assert_eq!((response.status().as_u16(), response.text()), (200, "Hello"));
/// assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
/// assert_eq!(response.set_cookies(), ["theme=dark"]);
/// assert_eq!(response.location(), None);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct TestResponse(Response<Bytes>);

impl TestResponse {
    pub(super) fn new(response: Response<Bytes>) -> Self {
        Self(response)
    }

    /// Returns the status.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/", axum::routing::get(async || "Hello"));
    /// # let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.get("/").await.status(), 200);
    /// assert_eq!(client.get("/nowhere").await.status(), 404);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// Returns the headers.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/", axum::routing::get(async || ([("x-frame-options", "DENY")], "Hello")));
    /// # let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.get("/").await.headers()["x-frame-options"], "DENY");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// Returns the first header of this name; `None` also where it is not visible ASCII.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/", axum::routing::get(async || "Hello"));
    /// # let mut client = TestClient::new(&app, &manager);
    /// let response = client.get("/").await;
    /// assert_eq!(response.header("Content-Type"), Some("text/plain; charset=utf-8"));
    /// assert_eq!(response.header("location"), None);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    /// Returns where the client is sent.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/", axum::routing::get(async || axum::response::Redirect::to("/home")));
    /// # let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.get("/").await.location(), Some("/home"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// Returns the `Set-Cookie` lines, of those that are visible ASCII.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/", axum::routing::get(async || ([("set-cookie", "theme=dark")], "Hello")));
    /// # let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.get("/").await.set_cookies(), ["theme=dark"]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn set_cookies(&self) -> Vec<&str> {
        self.headers().get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok()).collect()
    }

    /// Returns the body.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/", axum::routing::get(async || [0xff_u8, 0xd8].to_vec()));
    /// # let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.get("/").await.bytes()[..], [0xff, 0xd8]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        self.0.body()
    }

    /// Returns the body as text.
    ///
    /// # Panics
    ///
    /// Where it is not UTF-8; [`bytes`](Self::bytes) takes anything.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/", axum::routing::get(async || "Hello"));
    /// # let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.get("/").await.text(), "Hello");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_else(|error| panic!("the body is no text: {error}"))
    }

    /// Returns the body as what it says in JSON.
    ///
    /// # Panics
    ///
    /// Where it is no JSON, or says something else.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, testing::TestClient};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let app = axum::Router::new().route("/", axum::routing::get(async || axum::Json([1, 2])));
    /// # let mut client = TestClient::new(&app, &manager);
    /// assert_eq!(client.fetch("/").await.json::<Vec<u8>>(), [1, 2]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(self.bytes())
            .unwrap_or_else(|error| panic!("the body is not the JSON that was expected: {error}"))
    }
}

impl Answered for TestResponse {
    fn __reply(&self) -> Reply<'_> {
        self.0.__reply()
    }
}
