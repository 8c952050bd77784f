// The number of a role is its discriminant, of whatever type; under every lint.
#![deny(warnings, unused, missing_debug_implementations, unreachable_pub, rust_2018_idioms)]
#![forbid(unsafe_code)]

use login_runtime::{AccessEnum, Permission, Role, RoleSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Role)]
#[repr(u8)]
enum AppRole {
    Guest = 200,
    #[role(includes(Guest))]
    Reader,
    #[deprecated = "there are no authors any more"]
    Author = 3,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
#[repr(i64)]
enum Posts {
    Read = -1,
    Edit = i64::MAX,
}

fn main() {
    assert_eq!(i64::from(AppRole::Reader), 201);
    assert_eq!(AppRole::try_from(200), Ok(AppRole::Guest));
    assert!(AppRole::try_from(0).is_err());
    assert_eq!((i64::from(Posts::Read), Posts::try_from(i64::MAX)), (-1, Ok(Posts::Edit)));
    // In a set a value's place counts, not its number.
    assert_eq!((AppRole::Guest.index(), RoleSet::from(AppRole::Guest).bits()), (0, 1));
}
