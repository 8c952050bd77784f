// Whatever the user calls things, the loader means its own.
#![allow(non_camel_case_types, non_upper_case_globals, unused_macros)]

mod axum {}
mod core {}
mod login_runtime {}

struct Ok;
struct Result;
struct Option;
trait Send {}
trait Sync {}
trait Future {}
static id: u8 = 0;
static parts: u8 = 0;
static state: u8 = 0;
fn load() {}
fn extract() {}

#[derive(Clone, ::login_runtime::UserMixin)]
struct User {
    id: i64,
}

#[derive(Clone)]
struct __S;

type State<T> = ::axum::extract::State<T>;

#[::login_runtime::user_loader]
async fn load_user(number: i64, ::axum::extract::State(_): State<__S>) -> ::core::option::Option<User> {
    ::core::option::Option::Some(User { id: number })
}

fn main() {
    let _ = (Ok, Result, Option, id, parts, state, load(), extract());
    drop(load_user(7, ::axum::extract::State(__S)));
}
