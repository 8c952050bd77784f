// Variants that are not compiled take no place, and numbers are the enum's own.
use login_runtime::{AccessEnum, Permission, Role, RoleSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
#[repr(u8)]
enum Posts {
    Edit = 200,
    Publish,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Role)]
#[repr(i16)]
#[non_exhaustive]
enum AppRole {
    #[cfg(any())]
    Gone,
    #[default]
    Reader = -7,
    #[cfg_attr(all(), role(includes(Reader), grants(Posts::Edit)))]
    Author = 30,
    #[cfg_attr(any(), role(includes(Gone)))]
    #[deprecated]
    Old,
}

fn main() {
    assert_eq!(AppRole::ALL.len(), 3);
    assert_eq!(AppRole::Author.index(), 1);
    assert_eq!((i64::from(AppRole::Reader), i64::from(AppRole::Author)), (-7, 30));
    assert_eq!((AppRole::try_from(31).unwrap().name(), i64::from(Posts::Publish)), ("old", 201));
    assert!(AppRole::try_from(0).is_err());
    assert_eq!(AppRole::Author.with_included(), RoleSet::from_iter([AppRole::Author, AppRole::default()]));
}
