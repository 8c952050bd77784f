//! Roles and permissions as types.

use std::any::TypeId;

/// What roles and permissions have in common: an enum of at most 64 variants without fields.
pub trait AccessEnum: Copy + Eq + Send + Sync + 'static {
    /// The name of the enum.
    const TYPE_NAME: &'static str;
    /// Every value, in the order of the enum.
    const ALL: &'static [Self];

    /// Returns the place in [`ALL`](Self::ALL), which is also the value's bit.
    fn index(self) -> u32;

    /// Returns the variant's name as it stands in the source.
    fn variant(self) -> &'static str;

    /// Returns the name under which the value is stored.
    fn name(self) -> &'static str;
}

/// A role that users have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a role",
    label = "expected a role",
    note = "derive `Role` on the enum; for a permission write `permission = ...`"
)]
pub trait Role: AccessEnum {
    /// The bits of the permissions of a type that come with the role.
    #[doc(hidden)]
    fn granted_bits(self, permission: TypeId) -> u64;
}

/// A permission that roles grant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a permission",
    label = "expected a permission",
    note = "derive `Permission` on the enum; for a role write `role = ...`"
)]
pub trait Permission: AccessEnum {}
