//! Login and access control for axum.

mod clock;
mod context;
mod cookie;
mod crypto;
mod events;
mod extract;
mod manager;
mod next;
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod refusal;
mod router;
mod rule;
mod session;
mod ticket;
mod user;

// The derives and attributes name this crate by its own name, in its own tests too.
#[allow(unused_extern_crates, reason = "used by what the macros generate in doctests and unit tests")]
extern crate self as login_runtime;

// Identify.
pub use crate::user::{IdBuffer, UserId, UserLoader, UserMixin};
pub use login_macros::{UserId, UserMixin, user_loader};

// Log in.
pub use crate::context::LoginError;
pub use crate::extract::{Login, LoginUser};
pub use crate::manager::{ConfigError, ConfigProblem, LoginManager, LoginManagerBuilder};
pub use crate::crypto::{Key, KeyError, KeyRing};
pub use crate::session::SessionProtection;

// Protect.
pub use crate::extract::{CurrentUser, LoginRejection, current_user};
pub use crate::router::{
    AccessEntry, AccessTable, LoginLayer, LoginService, MethodRouter, Router, routing,
};
pub use crate::rule::AccessRule;
pub use login_macros::{fresh_login_required, guest_only, login_required, public};

// Refuse.
pub use crate::extract::Flash;
pub use crate::next::{NextError, SafeNext};
pub use crate::refusal::Refusal;

// Tell the time.
pub use crate::clock::{Clock, ManualClock, SystemClock, Timestamp};
