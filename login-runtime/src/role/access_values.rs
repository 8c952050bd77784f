//! Where a user keeps roles and permissions, and the bits of them that rules ask for.

use std::any::TypeId;
use std::collections::{BTreeSet, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use super::{AccessEnum, AccessSet, Permission, Role};

/// What may stand in a field marked `#[user(role)]`, `#[user(roles)]` or `#[user(permissions)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no roles or permissions",
    label = "expected an enum that derives `Role` or `Permission`, or a set of them",
    note = "sets are `RoleSet<AppRole>`, `PermissionSet<Posts>`, `Vec<_>`, `Option<_>`, `BTreeSet<_>` and the like"
)]
pub trait AccessValues {
    /// The enum.
    type Of: AccessEnum;

    /// Returns the values as a set.
    fn access_set(&self) -> AccessSet<Self::Of>;
}

impl<T: AccessEnum> AccessValues for AccessSet<T> {
    type Of = T;

    fn access_set(&self) -> Self {
        *self
    }
}

macro_rules! collections {
    ($([$($parameter:ident: $bound:path)?] $collection:ty),* $(,)?) => {$(
        impl<T: AccessEnum $(, $parameter: $bound)?> AccessValues for $collection {
            type Of = T;

            fn access_set(&self) -> AccessSet<T> {
                self.iter().copied().collect()
            }
        }
    )*};
}

collections! {
    [] Option<T>,
    [] Vec<T>,
    [] Box<[T]>,
    [] Arc<[T]>,
    [] BTreeSet<T>,
    [S: BuildHasher] HashSet<T, S>,
}

/// Every role that comes with these.
#[must_use]
pub fn with_included<F: AccessValues<Of: Role>>(field: &F) -> AccessSet<F::Of> {
    field.access_set().iter().fold(AccessSet::new(), |all, role| all | role.with_included())
}

/// The bits of a field's roles and all they include, if they are of the type that is asked for.
#[must_use]
pub fn role_bits<F: AccessValues<Of: Role>>(wanted: TypeId, field: &F) -> Option<u64> {
    (TypeId::of::<F::Of>() == wanted).then(|| with_included(field).bits())
}

/// The bits of the permissions of a type that a field's roles grant.
#[must_use]
pub fn permissions_by_roles<F: AccessValues<Of: Role>>(wanted: TypeId, field: &F) -> u64 {
    field.access_set().iter().fold(0, |bits, role| bits | role.granted_bits(wanted))
}

/// The bits of a field's permissions, if they are of the type that is asked for.
#[must_use]
pub fn permission_bits<F: AccessValues<Of: Permission>>(wanted: TypeId, field: &F) -> u64 {
    if TypeId::of::<F::Of>() == wanted { field.access_set().bits() } else { 0 }
}

/// The bits of the permissions of a type that some role grants.
#[must_use]
pub fn grantable_by_roles<F: AccessValues<Of: Role>>(wanted: TypeId) -> u64 {
    F::Of::ALL.iter().fold(0, |bits, role| bits | role.granted_bits(wanted))
}

/// All bits, if a field can hold permissions of the type that is asked for.
#[must_use]
pub fn grantable_bits<F: AccessValues<Of: Permission>>(wanted: TypeId) -> u64 {
    if TypeId::of::<F::Of>() == wanted { u64::MAX } else { 0 }
}
