//! `get`, `post` and the like, for handlers that declare an access rule.
//!
//! They take the place of axum's functions of the same names, and refuse at compile time what has no rule:
//!
//! ```compile_fail
//! # use login_runtime::{UserMixin, user_loader};
//! # #[derive(Clone, UserMixin)] struct User { id: i64 }
//! # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
//! use login_runtime::{Router, routing::get};
//!
//! async fn open() {}
//!
//! let app = Router::<User>::new().route("/", get(open)); // this handler declares no access rule
//! ```

use axum::routing::MethodFilter;

use super::endpoint::Methods;
use super::{AxumHandler, DeclaresAccess, GuardedFor, MethodRouter};
use crate::user::UserMixin;

// Written out: made by a macro, each would add nine lines about that macro to rustc's message for a missing rule.

/// Routes `GET` and `HEAD` requests to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn posts() {}
/// use login_runtime::{Router, routing::get};
///
/// let table = Router::<User>::new().route("/posts", get(posts)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["GET"]);
/// ```
#[track_caller]
pub fn get<H, F, T, U, S, G>(handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::GET, handler)
}

/// Routes `POST` requests to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn add() {}
/// use login_runtime::{Router, routing::post};
///
/// let table = Router::<User>::new().route("/posts", post(add)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["POST"]);
/// ```
#[track_caller]
pub fn post<H, F, T, U, S, G>(handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::POST, handler)
}

/// Routes `PUT` requests to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn replace() {}
/// use login_runtime::{Router, routing::put};
///
/// let table = Router::<User>::new().route("/posts", put(replace)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["PUT"]);
/// ```
#[track_caller]
pub fn put<H, F, T, U, S, G>(handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::PUT, handler)
}

/// Routes `PATCH` requests to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn edit() {}
/// use login_runtime::{Router, routing::patch};
///
/// let table = Router::<User>::new().route("/posts", patch(edit)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["PATCH"]);
/// ```
#[track_caller]
pub fn patch<H, F, T, U, S, G>(handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::PATCH, handler)
}

/// Routes `DELETE` requests to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn remove() {}
/// use login_runtime::{Router, routing::delete};
///
/// let table = Router::<User>::new().route("/posts", delete(remove)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["DELETE"]);
/// ```
#[track_caller]
pub fn delete<H, F, T, U, S, G>(handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::DELETE, handler)
}

/// Routes `HEAD` requests to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn count() {}
/// use login_runtime::{Router, routing::head};
///
/// let table = Router::<User>::new().route("/posts", head(count)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["HEAD"]);
/// ```
#[track_caller]
pub fn head<H, F, T, U, S, G>(handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::HEAD, handler)
}

/// Routes `OPTIONS` requests to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn describe() {}
/// use login_runtime::{Router, routing::options};
///
/// let table = Router::<User>::new().route("/posts", options(describe)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["OPTIONS"]);
/// ```
#[track_caller]
pub fn options<H, F, T, U, S, G>(handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::OPTIONS, handler)
}

/// Routes the requests that `filter` lets through to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn save() {}
/// use axum::routing::MethodFilter;
/// use login_runtime::{Router, routing::on};
///
/// let table = Router::<User>::new().route("/post", on(MethodFilter::PUT.or(MethodFilter::PATCH), save)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["PUT", "PATCH"]);
/// ```
#[track_caller]
pub fn on<H, F, T, U, S, G>(filter: MethodFilter, handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    MethodRouter::of(Methods::Only(filter), handler)
}

/// Routes requests of every method to a handler.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::login_required;
/// # #[login_required] async fn proxy() {}
/// use login_runtime::{Router, routing::any};
///
/// let table = Router::<User>::new().route("/posts", any(proxy)).access_table();
/// assert_eq!(table.iter().next().unwrap().methods, ["ANY"]);
/// ```
#[track_caller]
pub fn any<H, F, T, U, S, G>(handler: H) -> MethodRouter<U, S>
where
    H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    MethodRouter::of(Methods::Any, handler)
}
