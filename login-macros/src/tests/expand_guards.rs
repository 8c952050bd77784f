//! What the guards emit: the function with one more argument, and its rule beside it.

use proc_macro2::{Delimiter, Group};
use quote::quote;
use syn::File;

use super::{
    assert_snapshot, fresh_login_required, guest_only, login_required, on_one_line, pretty, public, requires,
};

/// Whether a public handler may ask who is there, as nothing is said of it.
fn asks_by_default(file: &File) -> bool {
    let text = on_one_line(file);
    text.contains("::login_runtime::__private::Public") && !text.contains("Public<")
}

#[test]
fn a_handler_with_documentation_visibility_and_attributes() {
    let handler = quote! {
        /// The first page.
        #[tracing::instrument]
        pub(crate) async fn dashboard(user: CurrentUser<User>) -> String { user.name.clone() }
    };
    assert_snapshot(&login_required(quote!(), handler), "login_required");
}

#[test]
fn generics_and_where_clause_stay() {
    let handler = quote! {
        async fn list<T, const N: usize>(State(db): State<T>) -> Result<impl IntoResponse, Error>
        where
            T: Db,
        {
            Ok(db.list::<N>().await?)
        }
    };
    assert_snapshot(&login_required(quote!(), handler), "login_required_generic");
}

#[test]
fn fresh_with_every_argument() {
    let args = quote!(within = "10m", insecure_cross_origin, crate = "crate::login");
    assert_snapshot(&fresh_login_required(args, quote! { async fn change() {} }), "fresh_every_argument");
}

#[test]
fn fresh_without_arguments() {
    assert_snapshot(&fresh_login_required(quote!(), quote! { async fn change() {} }), "fresh");
}

#[test]
fn public_without_arguments_asks_nothing() {
    assert_snapshot(&public(quote!(), quote! { pub async fn index() {} }), "public_no_arguments");
}

#[test]
fn public_asks_by_its_argument_types() {
    let handler = quote! { async fn index(user: Option<CurrentUser<User>>, Query(q): Query<Page>) {} };
    assert_snapshot(&public(quote!(), handler), "public");
}

#[test]
fn public_leaves_the_default_when_a_type_means_nothing_outside_the_signature() {
    for handler in [
        quote! { async fn index<T>(a: T) {} },
        quote! { async fn index(a: impl Extract) {} },
        quote! { async fn index(a: (u8, &str)) {} },
        quote! { async fn index(a: Cow<'_, str>) {} },
        quote! { async fn index(a: Query<Self>) {} },
        quote! { async fn index(#[cfg(unix)] a: Query<Page>) {} },
    ] {
        assert!(asks_by_default(&public(quote!(), handler)));
    }
}

#[test]
fn guest_only_on_a_raw_name_under_cfg() {
    let handler = quote! {
        #[cfg(feature = "sign-up")]
        async fn r#type(r#in: String) {}
    };
    assert_snapshot(&guest_only(quote!(), handler), "guest_only_raw_cfg");
}

#[test]
fn seven_arguments_stay_seven_for_clippy() {
    let handler = quote! { async fn many(a: A, b: B, c: C, d: D, e: E, f: F, g: G) {} };
    assert_snapshot(&login_required(quote!(), handler), "login_required_seven");
}

/// An argument under a `cfg` may not be there, and its type neither.
#[test]
fn a_guard_names_no_argument_that_may_be_absent() {
    let handler = quote! { async fn page(#[cfg(unix)] user: CurrentUser<audit::User>) {} };
    assert!(
        pretty(&login_required(quote!(), handler))
            .contains("Guard<::login_runtime::__private::LoginRequired>")
    );
}

/// Commas and colons inside of an argument, parentheses and arrows before and in the list, groups that nobody sees.
#[test]
fn arguments_are_told_apart() {
    let pattern = Group::new(Delimiter::None, quote!(mut user));
    let handler = quote! {
        pub(in crate::pages) async fn page<F: Fn(u8, u8) -> Vec<u8>, const N: usize>(
            a::B::<u8, 2> { c, d: _ }: Query<Map<fn(u8) -> Vec<u8>, [u8; N]>>,
            #[allow(unused)] #pattern: ::b::CurrentUser<User>,
        ) -> impl Fn(CurrentUser<Admin>) -> u8 {}
    };
    let guard = "::login_runtime::__private::LoginRequired, ::b::CurrentUser<User>, >";
    assert!(on_one_line(&login_required(quote!(), handler.clone())).contains(guard));
    let object = quote! { async fn page(first: Map<u8, (u8, u8)>, #pattern: Loaded<User>) {} };
    assert!(!pretty(&requires(quote!(can(Edit, user)), object)).contains("compile_error"));
    assert!(asks_by_default(&public(quote!(), handler)));
}
