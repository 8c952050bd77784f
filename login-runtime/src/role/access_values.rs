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
                AccessSet::of_each(self.iter())
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

/// What a field of type `F` says about roles of type `R`. Called by `#[derive(UserMixin)]`.
///
/// All that is asked of the field's type is asked by [`roles_in`], at one place: a field that holds no roles is told once.
#[derive(Debug)]
pub struct RolesIn<F, R> {
    with_included: fn(&F) -> AccessSet<R>,
    granted: fn(&F, TypeId) -> u64,
    grantable: fn(TypeId) -> u64,
}

/// What can be asked of a field of type `F` that holds roles of type `R`.
#[must_use]
pub const fn roles_in<F: AccessValues<Of: Role + Is<R>>, R>() -> RolesIn<F, R> {
    RolesIn {
        with_included: |field| {
            let bits = |role: F::Of| role.with_included().bits();
            AccessSet::of_bits(field.access_set().iter().fold(0, |all, role| all | bits(role)))
        },
        granted: |field, wanted| {
            field.access_set().iter().fold(0, |bits, role| bits | role.granted_bits(wanted))
        },
        grantable: |wanted| F::Of::ALL.iter().fold(0, |bits, role| bits | role.granted_bits(wanted)),
    }
}

impl<F, R: 'static> RolesIn<F, R> {
    /// Every role that comes with these.
    pub fn set(&self, field: &F) -> AccessSet<R> {
        (self.with_included)(field)
    }

    /// The bits of the roles and all they include, if they are of the type that is asked for.
    #[must_use]
    pub fn bits(&self, wanted: TypeId, field: &F) -> Option<u64> {
        (TypeId::of::<R>() == wanted).then(|| self.set(field).bits())
    }

    /// The bits of the permissions of a type that the roles grant.
    #[must_use]
    pub fn granted(&self, wanted: TypeId, field: &F) -> u64 {
        (self.granted)(field, wanted)
    }

    /// The bits of the permissions of a type that some role grants.
    #[must_use]
    pub fn grantable(&self, wanted: TypeId) -> u64 {
        (self.grantable)(wanted)
    }
}

/// A type that is `T`.
#[diagnostic::on_unimplemented(
    message = "this field holds a `{Self}`, not a `{T}`",
    label = "expected a `{T}`"
)]
pub trait Is<T> {}

impl<T> Is<T> for T {}

/// What a field of type `F` says about permissions. Called by `#[derive(UserMixin)]`.
#[derive(Debug)]
pub struct PermissionsIn<F> {
    held: fn(&F) -> u64,
    of: fn() -> TypeId,
}

/// What can be asked of a field of type `F` that holds permissions.
#[must_use]
pub const fn permissions_in<F: AccessValues<Of: Permission>>() -> PermissionsIn<F> {
    PermissionsIn { held: |field| field.access_set().bits(), of: TypeId::of::<F::Of> }
}

impl<F> PermissionsIn<F> {
    /// The bits of the permissions, if they are of the type that is asked for.
    #[must_use]
    pub fn bits(&self, wanted: TypeId, field: &F) -> u64 {
        if (self.of)() == wanted { (self.held)(field) } else { 0 }
    }

    /// All bits, if the field can hold permissions of the type that is asked for.
    #[must_use]
    pub fn grantable(&self, wanted: TypeId) -> u64 {
        if (self.of)() == wanted { u64::MAX } else { 0 }
    }
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
        let all = |role| roles_in::<AppRole, AppRole>().set(&role).iter().collect::<Vec<_>>();
        assert_eq!(all(AppRole::Admin), [AppRole::Admin, AppRole::Author, AppRole::Reader]);
        assert_eq!(all(AppRole::Author), [AppRole::Author, AppRole::Reader]);
        assert_eq!(all(AppRole::Guest), [AppRole::Guest]);
        let several = vec![AppRole::Author, AppRole::Guest];
        assert_eq!(roles_in::<Vec<AppRole>, _>().bits(wanted::<AppRole>(), &several), Some(0b1110));
        assert_eq!(roles_in::<AccessSet<AppRole>, _>().bits(wanted::<AppRole>(), &AccessSet::new()), Some(0));
        assert_eq!(roles_in::<AppRole, _>().bits(wanted::<Posts>(), &AppRole::Admin), None);
    }

    #[test]
    fn a_role_grants_what_the_included_ones_grant() {
        for (role, posts, users) in [
            (AppRole::Admin, 0b111, 1),
            (AppRole::Author, 0b011, 0),
            (AppRole::Reader, 0b001, 0),
            (AppRole::Guest, 0, 0),
        ] {
            assert_eq!(roles_in::<AppRole, _>().granted(wanted::<Posts>(), &role), posts, "{role:?}");
            assert_eq!(roles_in::<[AppRole; 1], _>().granted(wanted::<Users>(), &[role]), users, "{role:?}");
            assert_eq!(roles_in::<AppRole, _>().granted(wanted::<AppRole>(), &role), 0, "{role:?}");
        }
    }

    #[test]
    fn what_somebody_could_have() {
        assert_eq!(roles_in::<AppRole, _>().grantable(wanted::<Posts>()), 0b111);
        assert_eq!(roles_in::<Vec<AppRole>, _>().grantable(wanted::<AppRole>()), 0);
        assert_eq!(permissions_in::<Option<Posts>>().grantable(wanted::<Posts>()), u64::MAX);
        assert_eq!(permissions_in::<Option<Posts>>().grantable(wanted::<Users>()), 0);
        assert_eq!(permissions_in::<[Posts; 1]>().bits(wanted::<Posts>(), &[Posts::Edit]), 0b10);
        assert_eq!(permissions_in::<[Posts; 1]>().bits(wanted::<Users>(), &[Posts::Edit]), 0);
    }
}
