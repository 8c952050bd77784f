//! The arguments of the attributes that guard a handler.

use darling::FromMeta;

use super::{
    flag::{Flag, read_flag},
    within::read_within,
};
use crate::runtime_path::RuntimePath;

/// `#[login_required]`, `#[public]`, `#[guest_only]`, and part of `#[fresh_login_required]`.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct GuardArgs {
    /// Lets other sites send requests of unsafe methods here.
    #[darling(with = read_flag)]
    pub(crate) insecure_cross_origin: Flag,
    /// Where the runtime is; checked here, read by [`RuntimePath::among`].
    #[darling(rename = "crate")]
    _runtime: Option<RuntimePath>,
}

/// `#[fresh_login_required]`.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct FreshArgs {
    /// How long ago the login may be, in seconds; the manager's `fresh_for` when not given.
    #[darling(with = read_within)]
    pub(crate) within: Option<u64>,
    /// What every guard takes.
    #[darling(flatten)]
    pub(crate) guard: GuardArgs,
}
