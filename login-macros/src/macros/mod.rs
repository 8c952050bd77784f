//! One module a macro: `check` turns what was written into a plan.

pub(crate) mod derive_permission;
pub(crate) mod derive_role;
pub(crate) mod derive_user_id;
pub(crate) mod derive_user_mixin;
pub(crate) mod fresh_login_required;
pub(crate) mod guest_only;
pub(crate) mod login_required;
pub(crate) mod public;
pub(crate) mod request_loader;
pub(crate) mod requires;
pub(crate) mod resource_loader;
pub(crate) mod user_loader;
