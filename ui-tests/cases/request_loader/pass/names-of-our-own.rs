// Whatever the user calls things, the loader means its own.
#![allow(non_camel_case_types, non_upper_case_globals)]

mod axum {}
mod core {}
mod login_runtime {}

struct Ok;
struct Some;
struct None;
struct Result;
struct Option;
trait Send {}
trait Sync {}
trait Future {}
static parts: u8 = 0;
static state: u8 = 0;
fn load_from_request() {}
fn extract_credentials() {}

#[derive(Clone, ::login_runtime::UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

type Headers = ::axum::http::HeaderMap;

#[::login_runtime::request_loader(challenge = "Bearer", fresh, before_session)]
async fn load_by_token(_: Headers, _: ::axum::http::Uri) -> ::core::option::Option<User> {
    ::core::option::Option::Some(User { id: 1 })
}

fn main() {
    let _ = (Ok, Some, None, Result, Option, parts, state, load_from_request(), extract_credentials());
    drop(load_by_token(Headers::new(), ::axum::http::Uri::from_static("/")));
}
