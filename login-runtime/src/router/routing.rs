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
use super::{DeclaresAccess, MethodRouter};
use crate::user::UserMixin;

macro_rules! function {
    ($name:ident, $filter:ident, $methods:literal) => {
        #[doc = concat!("Routes ", $methods, " requests to a handler.")]
        pub fn $name<H, T, U, S>(handler: H) -> MethodRouter<U, S>
        where
            H: Handler<T, S> + DeclaresAccess<U, T>,
            T: 'static,
            U: UserMixin,
            S: Clone + Send + Sync + 'static,
        {
            on(MethodFilter::$filter, handler)
        }
    };
}

// One call each: rustc shows the call where a handler has no rule.
function!(get, GET, "`GET` and `HEAD`");
function!(post, POST, "`POST`");
function!(put, PUT, "`PUT`");
function!(patch, PATCH, "`PATCH`");
function!(delete, DELETE, "`DELETE`");
function!(head, HEAD, "`HEAD`");
function!(options, OPTIONS, "`OPTIONS`");

/// Routes the requests that `filter` lets through to a handler.
pub fn on<H, T, U, S>(filter: MethodFilter, handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<U, T>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    MethodRouter::of(Methods::Only(filter), handler)
}

/// Routes requests of every method to a handler.
pub fn any<H, T, U, S>(handler: H) -> MethodRouter<U, S>
where
    H: Handler<T, S> + DeclaresAccess<U, T>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    MethodRouter::of(Methods::Any, handler)
}
