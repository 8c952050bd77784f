//! Who is there, found out only if somebody wants to know.

use std::fmt::{self, Debug};
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::{CurrentUser, LoginRejection};
use crate::context::{LoginContext, Unavailable, of_user_type};
use crate::user::UserMixin;

/// The user behind the request, loaded only if it is asked for: for pages that show who is there in some cases and not in
/// others, and for templates.
///
/// A template is not told who is there, it asks by [`current_user`](crate::current_user); where none does, nobody is loaded, no
/// cookie is looked at, and the page may stand in a cache. Ask before the response is returned: in a body that is streamed
/// later, the headers that keep the page out of caches are gone already.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader, public};
/// # #[derive(Clone, UserMixin)] struct User { id: i64, name: String }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use axum::response::Html;
/// use login_runtime::{LazyUser, LoginRejection, current_user};
///
/// // As a template engine would: askama's `{% if let Some(user) = current_user() %}`, say.
/// fn template(greets: bool) -> String {
///     match greets.then(current_user::<User>).flatten() {
///         Some(user) => format!("Hello {}", user.name),
///         None => "Hello".to_owned(),
///     }
/// }
///
/// #[public]
/// async fn index(mut visitor: LazyUser<User>) -> Result<Html<String>, LoginRejection> {
///     visitor.render(|| template(false)).await.map(Html) // nobody is loaded
/// }
/// ```
pub struct LazyUser<U: UserMixin> {
    context: Arc<LoginContext<U>>,
    /// What a loader may ask of the request. The handler has the request itself by then.
    parts: Parts,
}

impl<U: UserMixin> LazyUser<U> {
    /// Returns the user, who is loaded the first time; `None` for a guest.
    ///
    /// # Errors
    ///
    /// [`LoginRejection::Unavailable`] when the user loader failed.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, public};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64, name: String }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use axum::extract::Path;
    /// use login_runtime::{LazyUser, LoginRejection};
    ///
    /// #[public]
    /// async fn page(Path(name): Path<String>, mut visitor: LazyUser<User>) -> Result<String, LoginRejection> {
    ///     if name == "imprint" {
    ///         return Ok("The same for everybody".to_owned());
    ///     }
    ///     let user = visitor.get().await?;
    ///     Ok(user.map_or("Hello".to_owned(), |user| format!("Hello {}", user.name)))
    /// }
    /// ```
    pub async fn get(&mut self) -> Result<Option<CurrentUser<U>>, LoginRejection> {
        match self.context.access(&mut self.parts).await {
            Ok(()) => Ok(CurrentUser::of(Arc::clone(&self.context))),
            Err(Unavailable) => Err(LoginRejection::unavailable(&self.context, &self.parts)),
        }
    }

    /// Renders a template that may ask for [`current_user`](crate::current_user). If it does and nobody was loaded yet, the user
    /// is loaded and the template rendered once more: a template that does not ask costs nothing.
    ///
    /// # Errors
    ///
    /// [`LoginRejection::Unavailable`] when the user loader failed.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, public, LoginRejection};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64, name: String }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{LazyUser, current_user};
    ///
    /// #[public]
    /// async fn index(mut visitor: LazyUser<User>) -> Result<String, LoginRejection> {
    ///     visitor.render(|| format!("logged in: {}", current_user::<User>().is_some())).await
    /// }
    /// ```
    pub async fn render<T>(&mut self, template: impl Fn() -> T) -> Result<T, LoginRejection> {
        self.context.forget_missed();
        let rendered = template();
        if !self.context.was_missed() {
            return Ok(rendered);
        }
        self.get().await?;
        Ok(template())
    }
}

impl<U: UserMixin> Debug for LazyUser<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LazyUser(..)")
    }
}

impl<U: UserMixin, S: Send + Sync> FromRequestParts<S> for LazyUser<U> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        let context =
            of_user_type::<U>(parts).map_err(|missing| LoginRejection::missing::<U>(missing, parts))?;
        Ok(Self { context, parts: parts.clone() })
    }
}
