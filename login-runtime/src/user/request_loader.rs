//! How a request says by itself who is there: a token in a header, a client's certificate.

use std::future::Future;

use axum::http::request::Parts;

use super::{LoaderFailure, UserMixin};

/// Finds the user of a request that needs no session, by a token in it say; written by
/// [`#[request_loader]`](macro@crate::request_loader), asked for by [`Router::with_login`](crate::Router::with_login) where the user type says `#[user(request_loader)]`.
///
/// ```
/// use axum::http::{HeaderMap, Request};
/// use login_runtime::{RequestLoader, UserMixin, request_loader};
///
/// #[derive(Clone, UserMixin)]
/// #[user(request_loader, loader = none)]
/// struct Machine { id: i64 }
///
/// #[request_loader(challenge = "Bearer")]
/// fn load_machine(headers: HeaderMap) -> Option<Machine> {
///     (headers.get("authorization")? == "Bearer s3cret").then_some(Machine { id: 1 })
/// }
///
/// assert_eq!(<Machine as RequestLoader<()>>::CHALLENGE, Some("Bearer"));
/// ```
#[diagnostic::on_unimplemented(
    message = "no `#[request_loader]` for `{Self}`",
    label = "nothing says how to tell a `{Self}` by a request",
    note = "write `#[request_loader] async fn load_by_token(headers: HeaderMap) -> Option<{Self}>`; further arguments are extractors such as `State<Pool>`",
    note = "or drop `#[user(request_loader)]`, if sessions alone say who is there",
    note = "for a user type of another crate name the state: `#[request_loader(state = {S})]`"
)]
pub trait RequestLoader<S>: UserMixin {
    /// What a refused client is told to send: the value of `WWW-Authenticate`. A scheme, such as `Bearer`, and what it takes.
    const CHALLENGE: Option<&'static str> = None;

    /// Whether credentials count as a fresh log-in.
    const IS_FRESH: bool = false;

    /// Whether the request is asked before its session.
    const BEFORE_SESSION: bool = false;

    /// Tells the user; `Ok(None)` when the request carries no credentials, or none that hold.
    ///
    /// ```
    /// use axum::http::{HeaderMap, Request};
    /// use login_runtime::{RequestLoader, UserMixin, request_loader};
    ///
    /// #[derive(Clone, UserMixin)]
    /// #[user(request_loader, loader = none)]
    /// struct Machine { id: i64 }
    ///
    /// #[request_loader(challenge = "Bearer")]
    /// fn load_machine(headers: HeaderMap) -> Option<Machine> {
    ///     (headers.get("authorization")? == "Bearer s3cret").then_some(Machine { id: 1 })
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let request = Request::builder().header("authorization", "Bearer s3cret").body(()).unwrap();
    /// let (mut parts, ()) = request.into_parts();
    /// assert_eq!(Machine::load_from_request(&mut parts, &()).await.unwrap().unwrap().id, 1);
    /// # }
    /// ```
    fn load_from_request(
        parts: &mut Parts,
        state: &S,
    ) -> impl Future<Output = Result<Option<Self>, LoaderFailure>> + Send;
}

/// Whether a user type has a request loader: [`NoRequestLoader`] or [`FromRequests`](crate::FromRequests) as
/// [`UserMixin::Requests`].
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// use login_runtime::{NoRequestLoader, RequestSource};
///
/// // What the derive chose for a user type without `#[user(request_loader)]`.
/// let _: <User as UserMixin>::Requests = NoRequestLoader;
/// assert!(!<NoRequestLoader as RequestSource<User, ()>>::IS_ASKED);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether a request alone tells who is there",
    label = "expected `NoRequestLoader` or `FromRequests`",
    note = "`#[derive(UserMixin)]` says it; by hand write `type Requests = login_runtime::NoRequestLoader;`"
)]
pub trait RequestSource<U: UserMixin, S> {
    /// Whether requests are asked at all.
    const IS_ASKED: bool = false;

    /// See [`RequestLoader::CHALLENGE`].
    const CHALLENGE: Option<&'static str> = None;

    /// See [`RequestLoader::IS_FRESH`].
    const IS_FRESH: bool = false;

    /// See [`RequestLoader::BEFORE_SESSION`].
    const BEFORE_SESSION: bool = false;

    /// Tells the user; always `Ok(None)` where requests are not asked.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{NoRequestLoader, RequestSource};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let (mut parts, ()) = axum::http::Request::new(()).into_parts();
    /// let told: Option<User> = NoRequestLoader::load(&mut parts, &()).await.unwrap();
    /// assert!(told.is_none());
    /// # }
    /// ```
    fn load(parts: &mut Parts, state: &S) -> impl Future<Output = Result<Option<U>, LoaderFailure>> + Send;
}

/// Sessions alone say who is there: [`UserMixin::Requests`] of a user type without `#[user(request_loader)]`.
///
/// ```
/// use login_runtime::{NoRequestLoader, UserMixin};
/// use std::hash::Hasher;
///
/// #[derive(Clone)]
/// struct User { id: i64 }
///
/// impl UserMixin for User { // what the derive writes
///     type Id = i64;
///     type Requests = NoRequestLoader;
///
///     fn get_id(&self) -> &i64 { &self.id }
///     fn is_active(&self) -> bool { true }
///     fn session_stamp<H: Hasher>(&self, _: &mut H) {}
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NoRequestLoader;

/// A request may say who is there: [`UserMixin::Requests`] of a user type with `#[user(request_loader)]`.
///
/// ```
/// use login_runtime::{FromRequests, UserMixin};
/// use std::hash::Hasher;
///
/// #[derive(Clone)]
/// struct User { id: i64 }
///
/// impl UserMixin for User { // what the derive writes for `#[user(request_loader)]`
///     type Id = i64;
///     type Requests = FromRequests;
///
///     fn get_id(&self) -> &i64 { &self.id }
///     fn is_active(&self) -> bool { true }
///     fn session_stamp<H: Hasher>(&self, _: &mut H) {}
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FromRequests;

impl<U: UserMixin, S> RequestSource<U, S> for NoRequestLoader {
    fn load(_: &mut Parts, _: &S) -> impl Future<Output = Result<Option<U>, LoaderFailure>> + Send {
        std::future::ready(Ok(None))
    }
}

impl<U: RequestLoader<S>, S> RequestSource<U, S> for FromRequests {
    const IS_ASKED: bool = true;
    const CHALLENGE: Option<&'static str> = U::CHALLENGE;
    const IS_FRESH: bool = U::IS_FRESH;
    const BEFORE_SESSION: bool = U::BEFORE_SESSION;

    fn load(parts: &mut Parts, state: &S) -> impl Future<Output = Result<Option<U>, LoaderFailure>> + Send {
        U::load_from_request(parts, state)
    }
}

/// Says that requests are asked for a `U`. Implemented for the answer and not for the user type, so that a loader for
/// a user of another crate can be checked too.
#[diagnostic::on_unimplemented(
    message = "`{U}` does not say that a request alone may tell who is there",
    label = "so this loader would never be asked for a `{U}`",
    note = "write `#[user(request_loader)]` on the struct"
)]
pub trait RequestLoaderDeclared<U> {}

impl<U> RequestLoaderDeclared<U> for FromRequests {}

/// Checks at compile time that the request loader of `U` will be asked.
pub const fn request_loader_declared<U: UserMixin<Requests: RequestLoaderDeclared<U>>>() {}

#[cfg(test)]
mod tests {
    use axum::Extension;
    use axum::extract::FromRequestParts;
    use axum::http::{Request, StatusCode, Version};

    use login_runtime::{UserMixin, request_loader};

    use super::*;

    #[derive(Clone, UserMixin)]
    #[user(request_loader, loader = none)]
    struct User {
        id: i64,
    }

    /// Refuses as its header says.
    struct Token(i64);

    impl<S: Sync> FromRequestParts<S> for Token {
        type Rejection = StatusCode;

        async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
            let number = parts.headers.get("token").and_then(|text| text.to_str().ok()?.parse().ok());
            match number.ok_or(StatusCode::UNAUTHORIZED)? {
                refused @ 400..=599 => Err(StatusCode::from_u16(refused).unwrap_or_default()),
                number => Ok(Self(number.into())),
            }
        }
    }

    #[request_loader(challenge = "Bearer", before_session)]
    fn load_by_token(Token(id): Token, version: Version) -> Result<Option<User>, std::fmt::Error> {
        match id {
            1 => Ok(None),
            2 => Err(std::fmt::Error),
            id => Ok((version == Version::HTTP_11).then_some(User { id })),
        }
    }

    /// The id of whoever a request of this token is from.
    async fn told<R: RequestSource<User, ()>>(token: Option<&str>) -> Result<Option<i64>, String> {
        let request = Request::builder();
        let request = token.into_iter().fold(request, |request, token| request.header("token", token));
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        let told = R::load(&mut parts, &()).await.map_err(|failure| failure.to_string())?;
        Ok(told.map(|user| user.id))
    }

    #[tokio::test]
    async fn a_request_tells_its_user() {
        assert_eq!(told::<FromRequests>(Some("7")).await, Ok(Some(7)));
        assert_eq!(told::<FromRequests>(Some("1")).await, Ok(None));
    }

    #[tokio::test]
    async fn a_client_s_mistake_is_a_request_without_credentials() {
        for token in [None, Some("junk"), Some("400"), Some("401"), Some("403"), Some("422"), Some("499")] {
            assert_eq!(told::<FromRequests>(token).await, Ok(None), "{token:?}");
        }
    }

    #[tokio::test]
    async fn any_other_mistake_is_a_failure_and_no_guest() {
        let failure = told::<FromRequests>(Some("503")).await.expect_err("nobody can tell");
        assert!(failure.starts_with("the loader's argument `login_runtime::"), "{failure}");
        assert!(failure.ends_with("Token` was refused: 503 Service Unavailable"), "{failure}");
        assert!(told::<FromRequests>(Some("2")).await.is_err());
        let (mut parts, ()) = Request::new(()).into_parts();
        // axum answers 500 where an extension is missing.
        let extracted = crate::user::extract_credentials::<Extension<()>, ()>(&mut parts, &()).await;
        assert!(extracted.is_err());
    }

    #[tokio::test]
    async fn nobody_is_told_where_requests_are_not_asked() {
        assert_eq!(told::<NoRequestLoader>(Some("7")).await, Ok(None));
    }

    #[test]
    fn the_terms_are_the_loader_s() {
        fn terms<R: RequestSource<User, ()>>() -> (bool, Option<&'static str>, bool, bool) {
            (R::IS_ASKED, R::CHALLENGE, R::IS_FRESH, R::BEFORE_SESSION)
        }
        assert_eq!(terms::<FromRequests>(), (true, Some("Bearer"), false, true));
        assert_eq!(terms::<NoRequestLoader>(), (false, None, false, false));
    }
}
