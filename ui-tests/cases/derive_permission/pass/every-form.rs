// Discriminants, names, text and numbers, from a declarative macro and with raw names.
use login_runtime::{AccessEnum, Permission, PermissionSet};

mod core {}
#[allow(dead_code)]
struct Some;

macro_rules! permissions {
    ($name:ident { $($variant:ident $(= $number:literal)?),* }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
        enum $name { $($variant $(= $number)?),* }
    };
}

permissions!(Posts { Edit = 3, Publish, r#Self2 = 9 });

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
enum Files {
    #[cfg(any())]
    Gone,
    #[permission(name = "read")]
    r#Read,
}

fn main() {
    assert_eq!(i64::from(Posts::Publish), 4);
    assert_eq!(Posts::try_from(9), Ok(Posts::Self2));
    assert!(Posts::try_from(5).is_err());
    assert_eq!("edit,publish".parse(), Ok(PermissionSet::from_iter([Posts::Edit, Posts::Publish])));
    assert_eq!(Files::ALL, [Files::Read]);
    assert_eq!((Files::Read.variant(), Files::Read.to_string()), ("Read", "read".to_owned()));
}
