// Whatever the user calls things, the derive means its own.
#![allow(non_upper_case_globals, unused_macros)]

mod core {}
mod std {}
mod axum {}
mod login_runtime {}
mod bool {}
mod i64 {}

struct Ok;
struct Err;
struct Some;
struct None;
struct Option;
struct Result;
struct Self_;
trait Send {}
trait Sync {}
trait Hash {
    fn hash(&self, _: u8) {}
}
trait Hasher {}
impl<T> Hash for T {}
static id: u8 = 0;
static stamp: u8 = 0;
const hash: u8 = 0;
macro_rules! unreachable {
    () => {
        ()
    };
}

#[derive(Clone, ::login_runtime::UserMixin)]
struct User {
    id: ::core::primitive::i64,
    #[user(session_stamp)]
    hash: ::std::string::String,
    #[user(active)]
    stamp: ::core::primitive::bool,
}

#[::login_runtime::user_loader]
fn load_user(_: ::core::primitive::i64) -> ::core::option::Option<User> {
    ::core::option::Option::None
}

fn main() {
    use ::login_runtime::UserMixin as _;
    let user = User { id: 7, hash: ::std::string::String::new(), stamp: true };
    assert!(user.is_active());
    assert_eq!(user.get_id(), &7);
    let _ = (Ok, Err, Some, None, Option, Result, Self_, id, stamp, hash);
}
