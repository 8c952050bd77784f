//! Tests of an application: a browser that acts as anybody, what to expect of an answer, and the matrix of personas and
//! routes. Behind the feature `testing`.
//!
//! The feature lets code log in as anybody, so it belongs in `[dev-dependencies]`, and a build without debug assertions
//! does not compile with it:
//!
//! ```toml
//! [dev-dependencies]
//! login-runtime = { version = "0.1", features = ["testing"] }
//! ```
//!
//! # A test
//!
//! A [`TestClient`] asks the application in process, as a browser does. It logs in by the application's own form, or acts as
//! somebody at once. Time is a [`ManualClock`](crate::ManualClock), so that no test sleeps:
//!
//! ```
//! # use axum::{Form, extract::Path};
//! # use login_runtime::{CurrentUser, Login, LoginError, Role, UserMixin, fresh_login_required, login_required, public, requires, user_loader};
//! use std::time::Duration;
//! use login_runtime::testing::{TestClient, assert_challenged, assert_denied, assert_guest, assert_logged_in_as};
//! use login_runtime::{Key, LoginManager, ManualClock, Router, routing::{get, post}};
//!
//! #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
//! enum AppRole { Reader, Admin }
//!
//! #[derive(Clone, UserMixin)]
//! struct User { id: i64, #[user(role)] role: AppRole }
//!
//! const ADA: User = User { id: 1, role: AppRole::Admin };
//! const BOB: User = User { id: 2, role: AppRole::Reader };
//!
//! #[user_loader]
//! fn load_user(id: i64) -> Option<User> {
//!     [ADA, BOB].into_iter().find(|user| user.id == id)
//! }
//! # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".to_owned(), |user| format!("Hello, {}", user.id)) }
//! # #[public] async fn log_in(login: Login<User>, Form(form): Form<Vec<(String, String)>>) -> Result<(), LoginError> {
//! #     assert_eq!(form[0].1, "ada");
//! #     login.login_user(&ADA).await
//! # }
//! # #[login_required] async fn log_out(login: Login<User>) -> Result<(), LoginError> { login.logout_user().await.map(drop) }
//! # #[requires(role = AppRole::Admin)] async fn admin() {}
//! # #[fresh_login_required] async fn keys() {}
//!
//! fn app(manager: LoginManager) -> axum::Router {
//!     Router::<User>::new()
//!         .route("/", get(index))           // #[public]
//!         .route("/login", post(log_in))    // #[public]
//!         .route("/logout", post(log_out))  // #[login_required]
//!         .route("/admin", get(admin))      // #[requires(role = AppRole::Admin)]
//!         .route("/keys", get(keys))        // #[fresh_login_required]
//!         .with_login(manager, ())
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let clock = ManualClock::default();
//! let manager = LoginManager::new(Key::generate()?).login_view("/login").clock(clock.clone()).build()?;
//! let app = app(manager.clone());
//!
//! // By the form, as a person does.
//! let mut ada = TestClient::new(&app, &manager);
//! assert_challenged!(ada.get("/admin").await, "/login");
//! assert_logged_in_as!(ada.post("/login", &[("name", "ada")]).await, ADA);
//! assert_logged_in_as!(ada.get("/admin").await, ADA);
//!
//! // Without a password. Two clients share no cookies.
//! let mut bob = TestClient::new(&app, &manager);
//! assert_guest!(bob.get("/").await);
//! bob.acting_as(&BOB);
//! assert_denied!(bob.get("/admin").await);
//! assert_eq!(bob.get("/").await.text(), "Hello, 2");
//!
//! // A quarter of an hour later the log-in holds, and is no longer fresh.
//! assert_logged_in_as!(bob.get("/keys").await, BOB);
//! clock.advance(Duration::from_secs(15 * 60));
//! assert_challenged!(bob.get("/keys").await);
//! assert_logged_in_as!(bob.get("/").await, BOB);
//!
//! // Whoever copied Ada's cookies is logged out with her.
//! let mut thief = ada.clone();
//! assert_guest!(ada.post("/logout", &[]).await);
//! assert_challenged!(thief.get("/admin").await);
//! # Ok(())
//! # }
//! ```
//!
//! The assertions believe what the library notes in the response, not its status: a handler may answer 403 too, and an
//! application's own [`denied_handler`](crate::LoginManagerBuilder::denied_handler) anything. So they hold for any `axum::response::Response`
//! of the application, also one that `tower::ServiceExt::oneshot` returned. A layer that puts another response in the place of
//! this one takes the note away.
//!
//! [`acting_as`](TestClient::acting_as) seals the tickets that a log-in seals, fingerprint and freshness included, so they hold
//! under every [`SessionProtection`](crate::SessionProtection). A [`Ledger`](crate::Ledger) is told of it before the next request of any client
//! of the manager's.
//!
//! # Our own suite
//!
//! [`login_conformance!`](macro@login_conformance) runs our behavioral suite inside the application: tampering, timeouts, other
//! clients, other sites, and whatever else a layer or a setting could break.
//!
//! [`ledger_contract!`](macro@ledger_contract) tests a [`Ledger`](crate::Ledger) of the application's.
//!
//! # Every route at once
//!
//! [`AccessMatrix`] asks every route as every persona and compares the answers with the access table.

mod acting;
mod ago;
mod assertions;
mod client;
mod conformance;
mod jar;
#[doc(hidden)]
pub mod judge;
mod ledger_contract;
mod matrix;
mod outcome;
mod report;
mod response;

pub use acting::Acting;
// At the root of the crate, where exported macros stand, they are hidden.
#[doc(inline)]
pub use assertions::{assert_challenged, assert_denied, assert_guest, assert_logged_in_as};
pub use client::TestClient;
#[doc(hidden)]
pub use conformance::cases;
#[doc(inline)]
pub use conformance::{Conformance, login_conformance};
#[doc(hidden)]
pub use ledger_contract::contract_cases;
#[doc(inline)]
pub use ledger_contract::ledger_contract;
pub use matrix::AccessMatrix;
pub use outcome::Outcome;
pub use report::{MatrixCell, MatrixReport};
pub use response::TestResponse;

/// The host that a client is on.
const HOST: &str = "app.example";
