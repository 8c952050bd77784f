#![doc = include_str!("../docs/crate.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
#[cfg(all(doctest, feature = "testing"))]
#[doc = include_str!("../../docs/from-flask-login.md")]
mod from_flask_login {}
#[cfg(all(doctest, feature = "testing"))]
#[doc = include_str!("../../docs/from-axum-login.md")]
mod from_axum_login {}
#[cfg(all(doctest, feature = "testing"))]
#[doc = include_str!("../../docs/recipes.md")]
mod recipes {}

#[cfg(all(feature = "testing", not(debug_assertions)))]
compile_error!(
    "the feature `testing` of `login-runtime` lets code log in as anybody; it belongs in dev-dependencies and is not for releases. \
     Optimized tests have a profile of their own: write `[profile.release-test]` with `inherits = \"release\"` and \
     `debug-assertions = true`, and run `cargo test --profile release-test`"
);

mod clock;
pub mod compat;
mod context;
mod cookie;
mod crypto;
mod events;
mod extract;
mod ledger;
mod manager;
mod next;
mod policy;
mod refusal;
mod role;
mod router;
mod rule;
mod session;
#[cfg(feature = "testing")]
pub mod testing;
mod ticket;
mod user;

// The macros name this crate by its own name, in its own unit tests and doctests too.
#[allow(unused_extern_crates, reason = "only generated code uses it, and not in every build")]
extern crate self as login_runtime;

// Identify: what a user is, and how one is loaded.
#[doc = include_str!("../docs/macros/user_id.md")]
pub use login_macros::UserId;
#[doc = include_str!("../docs/macros/user_mixin.md")]
pub use login_macros::UserMixin;
#[doc = include_str!("../docs/macros/request_loader.md")]
pub use login_macros::request_loader;
#[doc = include_str!("../docs/macros/user_loader.md")]
pub use login_macros::user_loader;
pub use user::{
    FromRequests, HasPermissions, HasRole, IdBuffer, LoaderFailure, NoRequestLoader, RequestLoader,
    RequestSource, UserId, UserLoader, UserMixin,
};

// Roles and permissions.
#[doc = include_str!("../docs/macros/permission.md")]
pub use login_macros::Permission;
#[doc = include_str!("../docs/macros/role.md")]
pub use login_macros::Role;
pub use role::{
    AccessEnum, AccessSet, AccessSetIter, AccessValues, Permission, PermissionSet, Role, RoleSet, UnknownName,
};

// Set up: the key and the manager.
pub use cookie::{CookieProblem, CookieSettings};
pub use crypto::{Key, KeyError, KeyRing};
pub use manager::{ConfigError, ConfigProblem, LoginManager, LoginManagerBuilder};
pub use session::{ClientInfo, Fingerprint, RequestHead, SessionProtection};

// Protect: the rules and the router that asks for them.
#[doc = include_str!("../docs/macros/fresh_login_required.md")]
pub use login_macros::fresh_login_required;
#[doc = include_str!("../docs/macros/guest_only.md")]
pub use login_macros::guest_only;
#[doc = include_str!("../docs/macros/login_required.md")]
pub use login_macros::login_required;
#[doc = include_str!("../docs/macros/public.md")]
pub use login_macros::public;
#[doc = include_str!("../docs/macros/requires.md")]
pub use login_macros::requires;
pub use router::{LoginLayer, LoginService, MethodRouter, Router, routing};
pub use rule::{AccessRule, CheckRequest};

// Review: the access table.
pub use router::{
    AccessAudience, AccessDiff, AccessEntry, AccessLint, AccessTable, CrossOrigin, DenyBehavior, Explanation,
    Freshness, Persona,
};

// Object rules: resources, who may do what with them, and the evidence.
pub use extract::Scoped;
#[doc = include_str!("../docs/macros/resource_loader.md")]
pub use login_macros::resource_loader;
pub use policy::{Challenge, Decision, Loaded, Owned, Permit, Policy, Resource, ResourceLoader, can};

// Log in and out, and ask who is there.
pub use context::{LoginError, LoginOptions};
pub use events::LoginEvent;
pub use extract::{CurrentUser, LazyUser, Login, LoginBuilder, LoginRejection, Visitor, current_user};

// Remember who is logged in, and show it to them.
pub use crypto::{InvalidHandle, LoginHandle};
#[cfg(feature = "postgres")]
pub use ledger::PostgresLedger;
#[cfg(feature = "redis")]
pub use ledger::RedisLedger;
#[cfg(feature = "sqlite")]
pub use ledger::SqliteLedger;
pub use ledger::{Ledger, LedgerError, LoginRecord, MemoryLedger};

// Show who is there in templates.
#[cfg(feature = "minijinja")]
pub use extract::current_user_global;

// Refuse, and come back.
pub use extract::Flash;
pub use next::{NextError, SafeNext};
pub use refusal::{Refusal, RefusalReason};

// Test: a clock to advance.
pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
