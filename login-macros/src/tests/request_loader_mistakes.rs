//! Each mistake on a request loader is one error, and all of them come at once. What all loaders share is in `loader_mistakes`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_errors, pretty, request_loader};

const STAND_IN: &str = "RequestLoader<__AnyState> for User";

#[track_caller]
fn check(args: TokenStream, loader: TokenStream, expected: &[&str]) {
    let output = request_loader(args, loader);
    assert_errors(&output, expected);
    assert!(pretty(&output).contains(STAND_IN), "a missing loader would be reported as well");
}

fn loader() -> TokenStream {
    quote! { fn load(headers: HeaderMap) -> Option<User> {} }
}

#[test]
fn arguments_of_the_function() {
    check(
        quote!(),
        quote! { async fn load() -> Option<User> {} },
        &["a request loader reads the request; add an argument such as `headers: HeaderMap`"],
    );
    let by_value = "a loader is given its arguments by value; take `HeaderMap`";
    check(quote!(), quote! { fn load(headers: &HeaderMap) -> Option<User> {} }, &[by_value]);
    let generic = "a loader cannot be generic; write concrete types";
    // type parameter + `impl` argument + reference
    check(
        quote!(),
        quote! { unsafe fn load<T>(_: T, db: impl Db, headers: &HeaderMap) -> Option<User> {} },
        &["a loader is called by safe code; remove `unsafe`", generic, generic, by_value],
    );
}

#[test]
fn the_return_type() {
    check(
        quote!(),
        quote! { fn load(headers: HeaderMap) -> User {} },
        &["what a loader loads is read from here; write `Option<User>` or `Result<Option<User>, E>`"],
    );
    let output = request_loader(quote!(), quote! { fn load(headers: HeaderMap) {} });
    assert_errors(
        &output,
        &["a loader returns what it found; add `-> Option<User>` or `-> Result<Option<User>, E>`"],
    );
}

#[test]
fn the_challenge() {
    let no_text = "`challenge` needs a text in quotes; write `challenge = \"Bearer\"`";
    for args in
        [quote!(challenge), quote!(challenge = Bearer), quote!(challenge("Bearer")), quote!(challenge = 4)]
    {
        check(args, loader(), &[no_text]);
    }
    check(
        quote!(challenge = ""),
        loader(),
        &["an empty challenge asks for nothing; write a scheme such as `Bearer`, or remove `challenge`"],
    );
    check(quote!(challenge = "Bearer\n"), loader(), &["`\\n` cannot stand in a header; write visible ASCII"]);
    check(
        quote!(challenge = "realm=api"),
        loader(),
        &[
            "`realm=api` begins with no authentication scheme; write one first, such as `Bearer` or `Basic realm=\"...\"`",
        ],
    );
}

#[test]
fn arguments_of_the_attribute() {
    // value of a flag + misspelled + duplicate + the shared argument
    check(
        quote!(fresh = true, before_sesion, challenge = "A", challenge = "B", state = "AppState"),
        loader(),
        &[
            "`fresh` takes no value; write `fresh` alone",
            "unknown argument `before_sesion`; did you mean `before_session`?",
            "duplicate argument `challenge`; keep one",
            "`state` needs a type; write `state = AppState`",
        ],
    );
    check(
        quote!(cookie),
        loader(),
        &[
            "unknown argument `cookie`; the known ones are `before_session`, `challenge`, `crate`, `fresh`, `state`",
        ],
    );
}

#[test]
fn a_method_is_left_alone() {
    let method = quote! { fn load(&self, headers: HeaderMap) -> Option<User> {} };
    let check = crate::macros::request_loader::check;
    let output = crate::pipeline::attribute(quote!(), method.clone(), check).to_string();
    assert!(output.contains("`self` cannot be filled from a request; make this a free function"));
    assert!(output.ends_with(&method.to_string()));
}
