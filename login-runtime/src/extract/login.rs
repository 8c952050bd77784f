//! Logging in and out.

use std::fmt::{self, Debug};
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Redirect;

use super::{CurrentUser, LoginBuilder, LoginRejection};
use crate::context::{Caller, LoginContext, LoginError, Unavailable, of_user_type};
use crate::next::SafeNext;
use crate::user::UserMixin;

/// Logs people in and out. An argument of the handlers that do so, public ones included.
///
/// What it changes is committed with the response: a handler that answers 5xx after a log-in has logged nobody in.
///
/// ```
/// use axum::{Form, response::Redirect};
/// use login_runtime::{Login, LoginError, login_required, public};
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # fn check_password(form: &Credentials) -> User { User { id: 1 } }
/// # #[derive(Clone)] struct Credentials { remember: bool }
/// # impl<S: Send + Sync> axum::extract::FromRequest<S> for Credentials {
/// #     type Rejection = ();
/// #     async fn from_request(_: axum::extract::Request, _: &S) -> Result<Self, ()> { Err(()) }
/// # }
///
/// #[public]
/// async fn log_in(login: Login<User>, form: Credentials) -> Result<Redirect, LoginError> {
///     let user = check_password(&form); // the application's own business
///     login.login_user(&user).remember(form.remember).await?;
///     Ok(login.redirect_to_next("/"))
/// }
///
/// #[login_required]
/// async fn log_out(login: Login<User>) -> Result<Redirect, LoginError> {
///     login.logout_user().await?;
///     Ok(Redirect::to("/"))
/// }
/// ```
pub struct Login<U: UserMixin> {
    context: Arc<LoginContext<U>>,
    caller: Caller,
    next: Option<SafeNext>,
    /// What a cookie says, where the manager keeps it in one.
    kept_next: Option<SafeNext>,
}

impl<U: UserMixin> Login<U> {
    /// Logs `user` in, in this browser, when awaited; whoever was logged in there no longer is.
    ///
    /// The session gets a new id. By default the browser forgets it when it is closed, and the log-in is fresh; see
    /// [`LoginBuilder`] for the other ways. It does not check a password: call it when you have.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<(), LoginError> {
    ///     let ada = User { id: 1 }; // once the password is checked
    ///     login.login_user(&ada).await?;
    ///     assert_eq!(login.user().unwrap().id, 1);
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    pub fn login_user<'a>(&'a self, user: &'a U) -> LoginBuilder<'a, U> {
        LoginBuilder::new(self, user)
    }

    /// Ends the log-in of this browser, its remember cookie included; says whether somebody was logged in.
    ///
    /// It takes effect when awaited: copies of the cookies are worthless from there on, whatever the handler answers.
    ///
    /// # Errors
    ///
    /// [`LoginError::Ledger`] when the ledger fails; then nothing has ended. While the user loader fails there is no `Login`: the
    /// answer is a 503, and nothing ends.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn switch_account(login: Login<User>) -> Result<(), LoginError> {
    ///     assert!(!login.logout_user().await?); // nobody was there
    ///     login.login_user(&User { id: 1 }).await?;
    ///     assert!(login.logout_user().await?);
    ///     assert!(login.user().is_none());
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(switch_account)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    pub async fn logout_user(&self) -> Result<bool, LoginError> {
        self.context.log_out(&self.caller).await
    }

    /// Ends every log-in of `user`, in this browser if it is theirs and in every other, when awaited. Outside of a request it is
    /// [`LoginManager::logout_everywhere`](crate::LoginManager::logout_everywhere).
    ///
    /// # Errors
    ///
    /// [`LoginError::Ledger`] when the ledger fails; then nothing has ended.
    ///
    /// # Security
    ///
    /// Without a [`Ledger`](crate::Ledger) the ended log-ins are remembered by this process only. To end them on every machine and
    /// beyond a restart, change a field marked `#[user(session_stamp)]` as well.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_out_everywhere(login: Login<User>) -> Result<(), LoginError> {
    ///     # login.login_user(&User { id: 1 }).await?;
    ///     if let Some(user) = login.user() {
    ///         login.logout_everywhere(&user).await?;
    ///     }
    ///     assert!(login.user().is_none());
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_out_everywhere)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    pub async fn logout_everywhere(&self, user: &U) -> Result<(), LoginError> {
        self.context.log_out_everywhere(user, &self.caller).await
    }

    /// Makes the log-in fresh again: call it when the person has proved once more who they are.
    ///
    /// The session gets a new id. The absolute timeout is not extended.
    ///
    /// # Errors
    ///
    /// [`LoginError::NotLoggedIn`] when nobody is logged in, and [`LoginError::TooLate`] once the response is made.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn confirm(login: Login<User>) -> Result<(), LoginError> {
    ///     # assert!(matches!(login.confirm_login().await, Err(LoginError::NotLoggedIn)));
    ///     # login.login_user(&User { id: 1 }).fresh(false).await?;
    ///     assert!(!login.login_fresh());
    ///     login.confirm_login().await?; // once the password is checked
    ///     assert!(login.login_fresh());
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(confirm)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[expect(
        clippy::unused_async,
        reason = "the ledger is told with the response; one may have to be asked here"
    )]
    pub async fn confirm_login(&self) -> Result<(), LoginError> {
        self.context.confirm(&self.caller)
    }

    /// Keeps the log-in at hand across a change of the user's session stamp, a changed password say; every other
    /// log-in of the user ends. Pass the user as it is now stored.
    ///
    /// # Errors
    ///
    /// [`LoginError::NotLoggedIn`] when nobody is logged in, or another user is, and [`LoginError::TooLate`] once the response is made.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[derive(Clone, UserMixin)]
    /// struct User { id: i64, #[user(session_stamp)] password_hash: String }
    ///
    /// async fn change_password(login: &Login<User>, mut user: User, new_hash: String) -> Result<(), LoginError> {
    ///     user.password_hash = new_hash; // and in the database
    ///     login.restamp(&user).await
    /// }
    /// # #[public] async fn page(login: Login<User>) -> Result<(), LoginError> {
    /// #     let user = User { id: 1, password_hash: "old".to_owned() };
    /// #     assert!(matches!(login.restamp(&user).await, Err(LoginError::NotLoggedIn)));
    /// #     login.login_user(&user).await?;
    /// #     change_password(&login, user, "new".to_owned()).await?;
    /// #     assert_eq!(login.user().unwrap().password_hash, "new");
    /// #     Ok(())
    /// # }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(page)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[expect(
        clippy::unused_async,
        reason = "the ledger is told with the response; one may have to be asked here"
    )]
    pub async fn restamp(&self, user: &U) -> Result<(), LoginError> {
        self.context.restamp(user, &self.caller)
    }

    /// Returns the user who is logged in, a log-in or log-out of this very request taken into account.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, public};
    ///
    /// #[public]
    /// async fn greeting(login: Login<User>) -> String {
    ///     login.user().map_or("Hello".to_owned(), |user| format!("Hello, {}", user.id))
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(greeting)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn user(&self) -> Option<CurrentUser<U>> {
        CurrentUser::of(Arc::clone(&self.context))
    }

    /// Says whether somebody is logged in who proved who they are within the manager's `fresh_for`.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<(), LoginError> {
    ///     assert!(!login.login_fresh()); // nobody is there
    ///     login.login_user(&User { id: 1 }).await?;
    ///     assert!(login.login_fresh());
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn login_fresh(&self) -> bool {
        self.user().is_some_and(|user| user.is_fresh())
    }

    /// Says whether somebody is logged in who asked to be remembered.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<(), LoginError> {
    ///     login.login_user(&User { id: 1 }).remember(true).await?;
    ///     assert!(login.login_remembered());
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn login_remembered(&self) -> bool {
        self.user().is_some_and(|user| user.is_remembered())
    }

    /// Redirects (303) to what [`take_next`](Login::take_next) gives; else to `default`, which is part of the program: one put
    /// together at run time might lead off the site.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use axum::response::Redirect;
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<Redirect, LoginError> { // at `/login?next=/inbox`
    ///     login.login_user(&User { id: 1 }).await?;
    ///     Ok(login.redirect_to_next("/"))
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::get("/?next=/inbox").body(axum::body::Body::empty())?).await?;
    /// # assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/inbox".parse()?));
    /// # Ok(()) }
    /// ```
    #[must_use = "a redirect does nothing until it is returned"]
    pub fn redirect_to_next(&self, default: &'static str) -> Redirect {
        redirect(self.take_next().as_ref(), default)
    }

    /// Redirects (303) to the `next` that came in a form field, on the terms of
    /// [`redirect_to_next`](Login::redirect_to_next).
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use axum::response::Redirect;
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<Redirect, LoginError> {
    ///     login.login_user(&User { id: 1 }).await?;
    ///     let next = Some("https://evil.example/"); // from a hidden field of the form
    ///     Ok(login.redirect_to_next_from(next, "/home")) // goes to `/home`
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.headers()["location"], "/home");
    /// # Ok(()) }
    /// ```
    #[must_use = "a redirect does nothing until it is returned"]
    pub fn redirect_to_next_from(&self, field: Option<&str>, default: &'static str) -> Redirect {
        redirect(self.take_next_from(field).as_ref(), default)
    }

    /// Takes, once the person is logged in, where they wanted to go: the `next` of the request's query, or of the cookie where the
    /// manager keeps it in one, if that is safe and no log-in page. For an answer that is no redirect, or a default that is put
    /// together at run time. What stood in the cookie is forgotten with the response.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<String, LoginError> { // a script asks, at `/login?next=/inbox`
    ///     login.login_user(&User { id: 1 }).await?;
    ///     Ok(login.take_next().map_or_else(|| "/users/1".to_owned(), |next| next.to_string()))
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::get("/?next=/inbox").body(axum::body::Body::empty())?).await?;
    /// # assert_eq!(axum::body::to_bytes(answer.into_body(), 999).await?, "/inbox");
    /// # Ok(()) }
    /// ```
    #[must_use = "the cookie that may hold it is forgotten"]
    pub fn take_next(&self) -> Option<SafeNext> {
        self.take(self.next.clone())
    }

    /// Takes where the person wanted to go from a form field, on the terms of [`take_next`](Login::take_next).
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<[(&'static str, String); 1], LoginError> { // from a form that htmx sends
    ///     login.login_user(&User { id: 1 }).await?;
    ///     let next = login.take_next_from(Some("/inbox"));
    ///     Ok([("HX-Redirect", next.map_or_else(|| "/".to_owned(), |next| next.to_string()))])
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.headers()["hx-redirect"], "/inbox");
    /// # Ok(()) }
    /// ```
    #[must_use = "the cookie that may hold it is forgotten"]
    pub fn take_next_from(&self, field: Option<&str>) -> Option<SafeNext> {
        self.take(field.and_then(|next| SafeNext::parse(next).ok()))
    }

    fn take(&self, next: Option<SafeNext>) -> Option<SafeNext> {
        if self.kept_next.is_some() {
            self.context.forget_next();
        }
        let next = next.or_else(|| self.kept_next.clone());
        next.filter(|next| self.context.bound().is_destination(next))
    }

    /// Returns a mark of whoever is there, a guest too, for a hidden field of a form: in another tab somebody else may log in before it
    /// is sent. It is the same for all log-ins of a user, and says nothing about them.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use axum::response::Html;
    /// use login_runtime::{Login, login_required};
    ///
    /// #[login_required]
    /// async fn password_page(login: Login<User>) -> Html<String> {
    ///     let owner = login.form_owner();
    ///     Html(format!(r#"<form method=post><input type=hidden name=owner value={owner}><input name=password></form>"#))
    /// }
    /// ```
    #[must_use]
    pub fn form_owner(&self) -> String {
        self.context.form_owner()
    }

    /// Checks that the form was made for whoever is there now.
    ///
    /// # Errors
    ///
    /// [`LoginError::NotFormOwner`], a 409, where [`form_owner`](Login::form_owner) was somebody else's mark, or is none.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use axum::Form;
    /// use login_runtime::{Login, LoginError, login_required};
    ///
    /// #[derive(serde::Deserialize)]
    /// struct NewPassword { owner: String, password: String }
    ///
    /// #[login_required]
    /// async fn set_password(login: Login<User>, Form(form): Form<NewPassword>) -> Result<(), LoginError> {
    ///     login.check_form_owner(&form.owner)?;
    ///     // …
    ///     Ok(())
    /// }
    /// ```
    pub fn check_form_owner(&self, mark: &str) -> Result<(), LoginError> {
        self.context.check_form_owner(mark)
    }

    pub(super) fn context(&self) -> (&LoginContext<U>, &Caller) {
        (&self.context, &self.caller)
    }
}

fn redirect(next: Option<&SafeNext>, default: &'static str) -> Redirect {
    Redirect::to(next.map_or(default, SafeNext::as_str))
}

impl<U: UserMixin> Debug for Login<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("user", &self.user()).finish_non_exhaustive()
    }
}

impl<U: UserMixin, S: Send + Sync> FromRequestParts<S> for Login<U> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        let context =
            of_user_type::<U>(parts).map_err(|missing| LoginRejection::missing::<U>(missing, parts))?;
        if let Err(Unavailable) = context.resolve(parts).await {
            return Err(LoginRejection::unavailable(&context, parts));
        }
        let kept_next = context.kept_next(&parts.headers);
        let caller = context.caller(parts, kept_next.is_some());
        Ok(Self { caller, next: SafeNext::from_query(parts.uri.query()), kept_next, context })
    }
}
