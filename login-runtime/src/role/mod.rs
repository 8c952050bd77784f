//! Roles and permissions: enums of the application's, sets of them, and where a user keeps them.

mod access_enum;
mod access_set;
mod access_set_iter;
mod access_values;
#[cfg(feature = "serde")]
pub(crate) mod serde_text;
#[cfg(feature = "sqlx")]
pub(crate) mod sqlx_text;

/// `#[role(serde)]` without the feature.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __access_enum_serde {
    ($($ty:tt)*) => {
        ::core::compile_error!("`serde` needs a feature; write `login-runtime = { features = [\"serde\"] }`");
    };
}

/// `#[role(sqlx)]` without the feature.
#[cfg(not(feature = "sqlx"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __access_enum_sqlx {
    ($($ty:tt)*) => {
        ::core::compile_error!("`sqlx` needs a feature; write `login-runtime = { features = [\"sqlx\"] }`");
    };
}

pub(crate) use access_enum::index_of_number;
pub use access_enum::{AccessEnum, Permission, Role, UnknownName, from_number, grants};
pub use access_set::{AccessSet, PermissionSet, RoleSet};
pub use access_set_iter::AccessSetIter;
pub use access_values::{AccessValues, Is, PermissionsIn, RolesIn, permissions_in, roles_in};
