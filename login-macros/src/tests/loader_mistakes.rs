//! Each mistake on a loader is one error, and all of them come at once.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_errors, pretty, user_loader};

const STAND_IN: &str = "LoaderDeclared for User";

#[track_caller]
fn check(loader: TokenStream, expected: &[&str]) {
    let output = user_loader(quote!(), loader);
    assert_errors(&output, expected);
    assert!(pretty(&output).contains(STAND_IN), "a missing loader would be reported as well");
}

#[test]
fn arguments_of_the_function() {
    check(
        quote! { async fn load() -> Option<User> {} },
        &["a loader takes the id first; add an argument such as `id: i64`"],
    );
    check(
        quote! { fn load(id: &i64) -> Option<User> {} },
        &["a loader is given the id by value; take `i64`"],
    );
    check(
        quote! { fn load(id: &'static str) -> Option<User> {} },
        &["a loader is given the id by value; take `String`"],
    );
    check(
        quote! { fn load(id: i64, headers: &HeaderMap) -> Option<User> {} },
        &["a loader is given its arguments by value; take `HeaderMap`"],
    );
    check(
        quote! { fn load(id: i64, db: &Db) -> Option<User> {} },
        &["a loader is given its arguments by value; take `State<Db>`"],
    );
    check(
        quote! { fn load(Path(id): Path<u32>) -> Option<User> {} },
        &["a loader is given the id itself; write `id: u32`"],
    );
    check(
        quote! { fn load(State(db): State<Db>, id: i64) -> Option<User> {} },
        &["a loader takes the id first; move `State<Db>` behind it"],
    );
    let generic = "a loader cannot be generic; write concrete types";
    // type parameter + `impl` argument + reference
    check(
        quote! { unsafe fn load<T>(id: &T, db: impl Db) -> Option<User> {} },
        &[
            "a loader is called by safe code; remove `unsafe`",
            generic,
            generic,
            "a loader is given the id by value; take `T`",
        ],
    );
}

#[test]
fn the_return_type() {
    let readable = "what a loader loads is read from here; write `Option<User>` or `Result<Option<User>, E>`";
    check(quote! { fn load(id: i64) -> User {} }, &[readable]);
    check(
        quote! { fn load(id: &i64) -> Result<User, Error> {} },
        &[readable, "a loader is given the id by value; take `i64`"],
    );
    let output = user_loader(quote!(), quote! { fn load(id: i64) -> impl Future<Output = Option<User>> {} });
    assert_errors(&output, &[readable]);
    let output = user_loader(quote!(), quote! { fn load(id: i64) {} });
    assert_errors(
        &output,
        &["a loader returns what it found; add `-> Option<User>` or `-> Result<Option<User>, E>`"],
    );
}

#[test]
fn arguments_of_the_attribute() {
    let loader = quote! { fn load(id: i64) -> Option<User> {} };
    let state = "`state` needs a type; write `state = AppState`";
    for args in [quote!(state), quote!(state = 4), quote!(state = "AppState"), quote!(state(AppState))] {
        let output = user_loader(args, loader.clone());
        assert_errors(&output, &[state]);
        assert!(pretty(&output).contains(STAND_IN));
    }
    let output = user_loader(quote!(stat = AppState, state = A, state = B), loader);
    assert_errors(
        &output,
        &["unknown argument `stat`; did you mean `state`?", "duplicate argument `state`; keep one"],
    );
}

#[test]
fn a_method_is_left_alone() {
    let method = quote! { fn load(&self, id: i64) -> Option<User> {} };
    let output =
        crate::pipeline::attribute(quote!(), method.clone(), crate::macros::user_loader::check).to_string();
    assert!(output.contains("`self` cannot be filled from a request; make this a free function"));
    assert!(output.ends_with(&method.to_string()));
}

#[test]
fn who_is_there_is_not_asked_of_who_tells_it() {
    let asks = "this loader tells who is there, so it cannot ask for that; take the argument out";
    for (argument, errors) in [
        (quote!(CurrentUser<User>), &[asks][..]),
        (quote!(Option<login_runtime::CurrentUser<User>>), &[asks]),
        (quote!(Login<User>), &[asks]),
        // The application's own.
        (quote!(Query<Login>), &[]),
        (quote!(State<Visitor>), &[]),
    ] {
        let output = user_loader(quote!(), quote! { fn load(id: i64, who: #argument) -> Option<User> {} });
        assert_errors(&output, errors);
    }
}
