// Whatever the user calls things, the attributes mean their own.
#![allow(non_camel_case_types, non_upper_case_globals)]

mod axum {}
mod core {}
mod login_runtime {}
mod u64 {}

struct Ok;
struct Result;
struct Option;
struct Guard;
struct AccessRule;
struct LoginRequired;
struct FreshLoginWithin;
struct Public;
struct GuestOnly;
struct bool;
trait AsksByDefault {}
trait DeclaredRule {}
trait Send {}
use ::login_runtime::{fresh_login_required, guest_only, login_required, public, routing::get};

#[login_required]
async fn one(_: ::axum::http::Method) {}

#[fresh_login_required(within = "10m")]
async fn two(_: ::axum::http::Method) {}

#[public]
async fn three(_: ::axum::http::Method) {}

#[guest_only]
async fn four(_: ::axum::http::Method) {}

fn main() {
    let _ = (Ok, Result, Option, Guard, AccessRule, bool);
    let _ = (LoginRequired, FreshLoginWithin, Public, GuestOnly);
    let app = ::login_runtime::Router::<domain::User>::new()
        .route("/", get(one).post(two).put(three).delete(four));
    assert_eq!(app.access_table().iter().count(), 4);
}
