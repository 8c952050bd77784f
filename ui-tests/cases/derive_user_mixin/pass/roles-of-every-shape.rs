// Several types of roles on one user: single, in collections of any kind, behind an alias; and permissions of one type twice.
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use domain::{AppRole, Posts};
use login_runtime::{
    AccessSet, AccessValues, HasRole, Permission, PermissionSet, Role, RoleSet, UserMixin, user_loader,
};

macro_rules! roles {
    ($($name:ident)*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Role)]
        enum $name { Low, #[role(includes(Low))] High }
    )*};
}

roles!(Single Vector Array Slice Boxed Ordered Hashed Bits Maybe Aliased);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
enum Files {
    Read,
    Write,
}

type Alias = HashSet<Aliased>;

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(role)]
    single: self::Single,
    #[user(role)]
    of_another_crate: AppRole,
    #[user(roles)]
    vector: Vec<Vector>,
    #[user(roles)]
    array: [Array; 2],
    #[user(roles)]
    slice: Arc<[Slice]>,
    #[user(roles)]
    boxed: Box<[Boxed]>,
    #[user(roles)]
    ordered: BTreeSet<Ordered>,
    #[user(roles)]
    hashed: HashSet<Hashed>,
    #[user(roles)]
    bits: RoleSet<Bits>,
    #[user(roles)]
    maybe: std::option::Option<Maybe>,
    #[user(permissions)]
    own: Vec<Files>,
    #[user(permissions)]
    by_groups: PermissionSet<Files>,
}

#[user_loader]
fn load(_: i64) -> Option<User> {
    None
}

/// Whose roles are not written on the field.
#[derive(Clone, UserMixin)]
struct Guest {
    id: i64,
    #[user(roles)]
    roles: Alias,
}

#[user_loader]
fn load_guest(_: i64) -> Option<Guest> {
    None
}

/// A collection of the application's own.
#[derive(Clone)]
struct Dated<T>(Vec<(T, u32)>);

impl AccessValues for Dated<Files> {
    type Of = Files;
    fn access_set(&self) -> AccessSet<Files> {
        self.0.iter().map(|(file, _)| *file).collect()
    }
}

#[derive(Clone, UserMixin)]
#[user(loader = elsewhere)]
struct Robot<R: Role, const N: usize> {
    id: i64,
    #[user(roles)]
    roles: [R; N],
    #[user(permissions)]
    files: Dated<Files>,
}

fn main() {
    let user = User {
        id: 1,
        single: Single::High,
        of_another_crate: AppRole::Author,
        vector: vec![Vector::High],
        array: [Array::High; 2],
        slice: [Slice::High].into(),
        boxed: [Boxed::High].into(),
        ordered: [Ordered::High].into(),
        hashed: [Hashed::High].into(),
        bits: Bits::High.into(),
        maybe: Some(Maybe::High),
        own: vec![Files::Read],
        by_groups: Files::Write.into(),
    };
    assert!(user.id == 1 && user.has_role(Single::Low) && user.has_role(Vector::Low));
    assert!(user.has_role(Array::Low) && user.has_role(Slice::Low) && user.has_role(Boxed::Low));
    assert!(user.has_role(Ordered::Low) && user.has_role(Hashed::Low) && user.has_role(Bits::Low));
    assert!(user.has_role(Maybe::Low) && !user.has_role(AppRole::Admin));
    assert!(user.has_permission(Files::Read) && user.has_permission(Files::Write));
    assert!(user.has_permission(Posts::Edit) && !user.has_permission(Posts::Publish));
    let guest = Guest { id: 2, roles: [Aliased::Low].into() };
    assert!(guest.id == 2 && !guest.has_role(Aliased::High));
    let robot = Robot { id: 3, roles: [Single::High], files: Dated(vec![(Files::Write, 1)]) };
    assert_eq!((robot.id, HasRole::<Single>::role_set(&robot)), (3, RoleSet::all()));
    assert!(robot.has_permission(Files::Write) && !robot.has_permission(Files::Read));
}
