// Names that are keywords: what is stored has no `r#`.
#![allow(non_camel_case_types)]

use login_runtime::{AccessEnum, Permission, Role, RoleSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
enum r#type {
    r#move,
    r#yield,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
enum AppRole {
    r#static,
    #[role(includes(r#static), grants(r#type::r#move))]
    r#dyn,
}

fn main() {
    assert_eq!(<r#type as AccessEnum>::TYPE_NAME, "type");
    assert_eq!((r#type::r#move.name(), r#type::r#move.variant()), ("move", "move"));
    assert_eq!("dyn,static".parse(), Ok(RoleSet::<AppRole>::all()));
    assert_eq!(AppRole::r#dyn.with_included(), RoleSet::all());
}
