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

use axum::handler::Handler;
use axum::routing::MethodFilter;

use super::endpoint::Methods;
use super::{AccessGuard, DeclaresAccess, MethodRouter};
use crate::user::UserMixin;

// Written out: made by a macro, each would add nine lines about that macro to rustc's message for a missing rule.

/// Routes `GET` and `HEAD` requests to a handler.
pub fn get<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::GET, handler)
}

/// Routes `POST` requests to a handler.
pub fn post<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::POST, handler)
}

/// Routes `PUT` requests to a handler.
pub fn put<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::PUT, handler)
}

/// Routes `PATCH` requests to a handler.
pub fn patch<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::PATCH, handler)
}

/// Routes `DELETE` requests to a handler.
pub fn delete<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::DELETE, handler)
}

/// Routes `HEAD` requests to a handler.
pub fn head<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::HEAD, handler)
}

/// Routes `OPTIONS` requests to a handler.
pub fn options<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    on(MethodFilter::OPTIONS, handler)
}

/// Routes the requests that `filter` lets through to a handler.
pub fn on<H, T, U, S>(filter: MethodFilter, handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    MethodRouter::of(Methods::Only(filter), handler)
}

/// Routes requests of every method to a handler.
pub fn any<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<T>,
    H::Guard: AccessGuard<U, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    MethodRouter::of(Methods::Any, handler)
}
