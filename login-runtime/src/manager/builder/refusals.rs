//! How people are refused: views, messages, handlers of the application's own.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::IntoResponse;

use super::LoginManagerBuilder;
use crate::manager::erase;
use crate::refusal::Refusal;

impl LoginManagerBuilder {
    /// Sets the page a guest is sent to, as a path of this site. Default: none, which answers 401.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// assert!(LoginManager::new(Key::generate()?).login_view("login").build().is_err()); // no path of this site
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn login_view(mut self, path: impl Into<String>) -> Self {
        self.login_view = Some(path.into());
        self
    }

    /// Sets the page that asks a person again who they are. Default: none, which takes the log-in view.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).login_view("/login").refresh_view("/confirm").build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn refresh_view(mut self, path: impl Into<String>) -> Self {
        self.refresh_view = Some(path.into());
        self
    }

    /// Sets the page that `#[guest_only]` sends a person to who is logged in. Default: `/`.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).home_view("/dashboard").build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn home_view(mut self, path: impl Into<String>) -> Self {
        self.home_view = path.into();
        self
    }

    /// Adds a path that is no place to go after a log-in, whatever its query. The log-in and refresh views and `/logout` are such from
    /// the start.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).login_view("/login").refuse_next("/sign-up").build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn refuse_next(mut self, path: impl Into<String>) -> Self {
        self.refused_next.push(path.into());
        self
    }

    /// Leaves where a person wanted to go in a signed cookie of its own, for an hour, and not in the `next` of the log-in
    /// view's query. [`Login::redirect_to_next`](crate::Login::redirect_to_next) takes it from there, once, and a log-out drops
    /// it. Flask-Login's `USE_SESSION_FOR_NEXT`.
    ///
    /// The address of the log-in page then tells nobody where the person was going, and its form needs no hidden field. Two tabs
    /// share the cookie: the one that was refused last has it.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).login_view("/login").next_in_cookie().build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_in_cookie(mut self) -> Self {
        self.keeps_next_in_cookie = true;
        self
    }

    /// Sets what a guest reads on the log-in page. Default: "Please log in to access this page."
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).login_message("Please log in first.").build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn login_message(mut self, text: impl Into<String>) -> Self {
        self.login_message.text = Some(text.into());
        self
    }

    /// Sets the category of the log-in message, for its looks: at most 64 bytes. Default: `message`.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).login_message_category("warning").build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn login_message_category(mut self, category: impl Into<String>) -> Self {
        self.login_message.category = category.into();
        self
    }

    /// Leaves the log-in page without a message.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).login_view("/login").no_login_message().build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn no_login_message(mut self) -> Self {
        self.login_message.text = None;
        self
    }

    /// Sets what a person reads who must prove again who they are. Default: "Please confirm that it is you to access
    /// this page."
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).refresh_message("Please enter your password again.").build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn refresh_message(mut self, text: impl Into<String>) -> Self {
        self.refresh_message.text = Some(text.into());
        self
    }

    /// Sets the category of the refresh message, for its looks: at most 64 bytes. Default: `message`.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).refresh_message_category("info").build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn refresh_message_category(mut self, category: impl Into<String>) -> Self {
        self.refresh_message.category = category.into();
        self
    }

    /// Leaves the refresh page without a message.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).refresh_view("/confirm").no_refresh_message().build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn no_refresh_message(mut self) -> Self {
        self.refresh_message.text = None;
        self
    }

    /// Translates the two messages for the person who is refused, told by the request's headers. Where the function returns
    /// `None` no message is left; one of more than 600 bytes is left as it was before. Flask-Login's `localize_callback`.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// use axum::http::{HeaderMap, header};
    ///
    /// fn translate(message: &str, headers: &HeaderMap) -> Option<String> {
    ///     let is_german = headers.get(header::ACCEPT_LANGUAGE).is_some_and(|language| language == "de");
    ///     Some(if is_german { "Bitte melden Sie sich an.".to_owned() } else { message.to_owned() })
    /// }
    ///
    /// LoginManager::new(Key::generate()?).localize_messages(translate).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn localize_messages(
        mut self,
        translate: impl Fn(&str, &HeaderMap) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.localizer = Some(Arc::new(translate));
        self
    }

    /// Answers guests with a handler of the application's own; no message is left and no view is used.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// use axum::http::StatusCode;
    ///
    /// LoginManager::new(Key::generate()?)
    ///     .unauthorized_handler(|_| (StatusCode::UNAUTHORIZED, "Log in first."))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unauthorized_handler<R: IntoResponse>(
        mut self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.unauthorized_handler = Some(erase(handler));
        self
    }

    /// Answers people whose log-in is not fresh with a handler of the application's own.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// use axum::response::Redirect;
    ///
    /// LoginManager::new(Key::generate()?)
    ///     .refresh_view("/confirm")
    ///     .needs_refresh_handler(|refusal| Redirect::to(refusal.location().unwrap_or("/")))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn needs_refresh_handler<R: IntoResponse>(
        mut self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.needs_refresh_handler = Some(erase(handler));
        self
    }

    /// Answers people who are denied something with a handler of the application's own: 403, or 404 where a resource does not
    /// exist or the rule says `deny = not_found`; see [`Refusal::status`]. A handler that looks at nothing else keeps the
    /// two 404s alike.
    ///
    /// ```
    /// use login_runtime::{Key, LoginManager};
    ///
    /// let manager = LoginManager::new(Key::generate()?)
    ///     .denied_handler(|refusal| (refusal.status(), "Nothing to see here."))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn denied_handler<R: IntoResponse>(
        mut self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.denied_handler = Some(erase(handler));
        self
    }

    /// Answers whoever is refused and sent nowhere, for whatever reason, with a handler of the application's own: the pages of the site
    /// for 401, 403, 404 and 503. Whoever is sent to a [view](Self::login_view) is sent there, and whatever has a handler of its own
    /// ([`unauthorized_handler`](Self::unauthorized_handler) and its like) is answered by that.
    ///
    /// [`Router::refusal_handler`](crate::Router::refusal_handler) sets another one for a part of the site, which comes before all of
    /// these for whoever is sent nowhere. What another site sent is refused before it is asked who is there, so nobody is there for
    /// [`current_user`](crate::current_user).
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{public, Router, routing::post};
    /// # #[public] async fn save() {}
    /// use axum::response::Html;
    /// use login_runtime::{Key, LoginManager};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?)
    ///     .login_view("/login")
    ///     .refusal_handler(|refusal| (refusal.status(), Html(format!("<h1>Sorry</h1><!-- {} -->", refusal.reason()))))
    ///     .build()?;
    /// # let app = Router::<User>::new().route("/", post(save)).with_login(manager, ());
    /// # let request = axum::http::Request::post("/").header("sec-fetch-site", "cross-site");
    /// # let answer = tower::ServiceExt::oneshot(app, request.body(axum::body::Body::empty())?).await?;
    /// # assert_eq!(answer.status(), 403);
    /// # assert_eq!(axum::body::to_bytes(answer.into_body(), 999).await?, "<h1>Sorry</h1><!-- cross_origin -->");
    /// # Ok(()) }
    /// ```
    pub fn refusal_handler<R: IntoResponse>(
        mut self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.refusal_handler = Some(erase(handler));
        self
    }
}
