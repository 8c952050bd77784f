//! What generated code touches. Nothing here is for people, and anything may change in any release.

// The access attributes.
pub use crate::extract::{Asks, AsksByDefault, Guard, IsGuard, RuleWasAsked};
pub use crate::rule::AccessRule;
pub use crate::rule::typed::{
    DeclaredRule, FreshLoginRequired, FreshLoginWithin, GuestOnly, InsecureCrossOrigin, LoginRequired, Public,
};

// `#[requires]`, and named rules.
pub use crate::extract::RuleGuard;
pub use crate::policy::{Load, LoadedArgument, Policy, Resource, ResourceOf, UserOf};
pub use crate::rule::typed::{
    Any, Conditions, DenyNotFound, Loading, Loads, LoginOptional, Longer, Named, NamedRule, NamedRuleFor,
    Not, Own, OwnConditions, PermissionIs, Remembered, RoleIs, RuleFor, named, permission, role,
};
pub use crate::rule::{
    Ask, Asked, Async, AsyncOfRequest, AsyncOfUser, Atom, Check, CheckFn, CheckOutput, Facts, OfObject,
    Plain, Rule, Truth, WithRequest, ask,
};
pub use crate::user::{HasPermissions, HasRole};

// `#[resource_loader]`.
pub use crate::policy::ResourceLoader;

// `#[user_loader]`.
pub use crate::user::{
    LoaderDeclared, LoaderFailure, LoaderOutput, OfRequest, OfState, UserLoader, extract, extract_at_once,
};
pub use axum::extract::FromRequestParts;
pub use axum::http::request::Parts;

// `#[request_loader]`.
pub use crate::user::{RequestLoader, RequestLoaderDeclared, extract_credentials, request_loader_declared};

// What rustc speaks of where a route has no rule, or one for other users.
pub use crate::extract::ForUsers;
pub use crate::router::{
    AccessGuard, AxumHandler, DeclaresAccess, DeclaresRoutes, DeclaresRules, GuardedFor,
};

// The derives.
#[cfg(feature = "serde")]
pub use crate::role::serde_text::deserialize;
#[cfg(feature = "sqlx")]
pub use crate::role::sqlx_text::decode;
pub use crate::role::{
    AccessEnum, AccessSet, AccessValues, Is, Permission, PermissionsIn, Role, RolesIn, UnknownName,
    from_number, grants, permissions_in, roles_in,
};
pub use crate::user::{
    Flag, FromRequests, IdBuffer, NoRequestLoader, UserId, UserMixin, loader_declared, number_of,
};
#[cfg(feature = "serde")]
pub use serde;
#[cfg(feature = "sqlx")]
pub use sqlx;
