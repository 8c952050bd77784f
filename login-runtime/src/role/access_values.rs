//! Where a user keeps roles and permissions, and the bits of them that rules ask for.

use std::any::TypeId;
use std::collections::{BTreeSet, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use super::{AccessEnum, AccessSet, Permission, Role};

/// What may stand in a field marked `#[user(role)]`, `#[user(roles)]` or `#[user(permissions)]`.
///
/// Implemented for each enum of roles or permissions by its derive, and for [`AccessSet`], `Option`, `Vec`, arrays, `Box<[T]>`,
/// `Arc<[T]>`, `BTreeSet` and `HashSet` of such an enum. For a collection of another crate implement it on a newtype:
///
/// ```
/// use login_runtime::{AccessSet, AccessValues, Permission};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
/// enum Posts { Read, Edit }
///
/// /// Permissions with the day each was given on.
/// struct Given(Vec<(Posts, u32)>);
///
/// impl AccessValues for Given {
///     type Of = Posts;
///     fn access_set(&self) -> AccessSet<Posts> {
///         self.0.iter().map(|(permission, _)| *permission).collect()
///     }
/// }
///
/// assert!(Given(vec![(Posts::Edit, 20_000)]).access_set().contains(Posts::Edit));
/// ```
///
/// It is asked in each check, so it should not allocate.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no roles or permissions",
    label = "expected an enum that derives `Role` or `Permission`, or a set of them",
    note = "sets are `RoleSet<AppRole>`, `PermissionSet<Posts>`, `Vec<_>`, `Option<_>`, `BTreeSet<_>` and the like"
)]
pub trait AccessValues {
    /// The enum of the values.
    type Of: AccessEnum;

    /// Returns the values as a set.
    ///
    /// ```
    /// # use login_runtime::{AccessValues, Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// assert_eq!(vec![Posts::Edit, Posts::Edit].access_set(), PermissionSet::of([Posts::Edit]));
    /// assert!(None::<Posts>.access_set().is_empty());
    /// ```
    fn access_set(&self) -> AccessSet<Self::Of>;
}

impl<T: AccessEnum> AccessValues for AccessSet<T> {
    type Of = T;

    fn access_set(&self) -> Self {
        *self
    }
}

macro_rules! collections {
    ($([$($parameters:tt)*] $collection:ty),* $(,)?) => {$(
        impl<T: AccessEnum, $($parameters)*> AccessValues for $collection {
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
    [const N: usize] [T; N],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, login_runtime::Permission)]
    enum Posts {
        Read,
        Edit,
        Publish,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, login_runtime::Permission)]
    enum Users {
        Ban,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, login_runtime::Role)]
    enum AppRole {
        #[role(includes(Author), grants(Posts::Publish, Users::Ban))]
        Admin,
        #[role(includes(Reader), grants(Posts::Edit))]
        Author,
        #[role(grants(Posts::Read))]
        Reader,
        Guest,
    }

    fn wanted<T: 'static>() -> TypeId {
        TypeId::of::<T>()
    }

    #[test]
    fn every_kind_of_field_holds_the_same() {
        let both = [AppRole::Admin, AppRole::Reader];
        let set = AccessSet::from_iter(both);
        assert_eq!(both.access_set(), set);
        assert_eq!(set.access_set(), set);
        assert_eq!(both.to_vec().access_set(), set);
        assert_eq!(Box::<[_]>::from(both).access_set(), set);
        assert_eq!(Arc::<[_]>::from(both).access_set(), set);
        assert_eq!(BTreeSet::from(both).access_set(), set);
        assert_eq!(HashSet::from(both).access_set(), set);
        assert_eq!((Some(AppRole::Admin).access_set(), AppRole::Admin.access_set()), {
            let one = AccessSet::from(AppRole::Admin);
            (one, one)
        });
        assert!(None::<AppRole>.access_set().is_empty() && [AppRole::Admin; 0].access_set().is_empty());
    }

    #[test]
    fn a_role_brings_what_it_includes() {
        let all = |role| with_included(&role).iter().collect::<Vec<_>>();
        assert_eq!(all(AppRole::Admin), [AppRole::Admin, AppRole::Author, AppRole::Reader]);
        assert_eq!(all(AppRole::Author), [AppRole::Author, AppRole::Reader]);
        assert_eq!(all(AppRole::Guest), [AppRole::Guest]);
        assert_eq!(role_bits(wanted::<AppRole>(), &vec![AppRole::Author, AppRole::Guest]), Some(0b1110));
        assert_eq!(role_bits(wanted::<AppRole>(), &AccessSet::<AppRole>::new()), Some(0));
        assert_eq!(role_bits(wanted::<Posts>(), &AppRole::Admin), None);
    }

    #[test]
    fn a_role_grants_what_the_included_ones_grant() {
        for (role, posts, users) in [
            (AppRole::Admin, 0b111, 1),
            (AppRole::Author, 0b011, 0),
            (AppRole::Reader, 0b001, 0),
            (AppRole::Guest, 0, 0),
        ] {
            assert_eq!(permissions_by_roles(wanted::<Posts>(), &role), posts, "{role:?}");
            assert_eq!(permissions_by_roles(wanted::<Users>(), &[role]), users, "{role:?}");
            assert_eq!(permissions_by_roles(wanted::<AppRole>(), &role), 0, "{role:?}");
        }
    }

    #[test]
    fn what_somebody_could_have() {
        assert_eq!(grantable_by_roles::<AppRole>(wanted::<Posts>()), 0b111);
        assert_eq!(grantable_by_roles::<Vec<AppRole>>(wanted::<AppRole>()), 0);
        assert_eq!(grantable_bits::<Option<Posts>>(wanted::<Posts>()), u64::MAX);
        assert_eq!(grantable_bits::<Option<Posts>>(wanted::<Users>()), 0);
        assert_eq!(permission_bits(wanted::<Posts>(), &[Posts::Edit]), 0b10);
        assert_eq!(permission_bits(wanted::<Users>(), &[Posts::Edit]), 0);
    }
}
