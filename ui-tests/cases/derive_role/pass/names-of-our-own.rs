// Whatever the user calls things, the derives mean their own.
#![allow(non_upper_case_globals, dead_code)]

mod core {}
mod std {}
mod login_runtime {}
mod str {}
mod i64 {}
mod u64 {}

struct AccessEnum;
struct AccessSet;
struct Option;
struct Result;
trait From {}
trait TryFrom {}
trait FromStr {}
trait Display {
    fn fmt(&self) {}
    fn name(self) -> u8
    where
        Self: Sized,
    {
        0
    }
    fn access_set(&self) {}
}
impl<T> Display for T {}
static wanted: u8 = 0;
static permission: u8 = 0;
static name: u8 = 0;
static number: u8 = 0;
static value: u8 = 0;
static f: u8 = 0;

mod rights {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, ::login_runtime::Permission)]
    pub enum Permission {
        Ok,
        Err,
        Error,
        Of,
        Some,
        None,
        r#Loop,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ::login_runtime::Role)]
enum Role {
    Role,
    #[role(includes(Role), grants(rights::Permission::Ok, rights::Permission::r#Loop))]
    Error,
    #[role(includes(Error))]
    r#Err,
    ALL,
    #[allow(non_camel_case_types)]
    TYPE_NAME,
}

#[derive(Clone, ::login_runtime::UserMixin)]
struct User {
    id: ::core::primitive::i64,
    #[user(role)]
    r#type: Role,
    #[user(permissions)]
    wanted: ::std::vec::Vec<rights::Permission>,
}

#[::login_runtime::user_loader]
fn load_user(_: ::core::primitive::i64) -> ::core::option::Option<User> {
    ::core::option::Option::None
}

fn main() {
    use ::login_runtime::UserMixin as _;
    let user = User { id: 7, r#type: Role::Err, wanted: ::std::vec![rights::Permission::Error] };
    assert!(user.id == 7 && user.has_role(Role::Role) && !user.has_role(Role::ALL));
    assert!(user.has_permission(rights::Permission::Loop) && user.has_permission(rights::Permission::Error));
    assert!(!user.has_permission(rights::Permission::Err));
    assert_eq!(<Role as ::login_runtime::AccessEnum>::ALL.len(), 5);
    let _ = (AccessEnum, AccessSet, Option, Result, wanted, permission, name, number, value, f);
}
