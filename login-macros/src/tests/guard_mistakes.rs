//! Each mistake on a guard is one error, and all of them come at once.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::quote;
use syn::File;

use super::{
    assert_errors, fresh_login_required, guest_only, handler, login_required, on_one_line, pretty, public,
};

const GUARD: &str = "_: ::login_runtime::__private::Guard<";
const ONLY_GUARD: &str = "_: ::login_runtime::__private::Guard<::login_runtime::__private::LoginRequired>";

/// Whether the function still has a guard: a mistake must not echo as a missing rule at the route.
#[track_caller]
fn assert_guarded(file: &File) {
    assert!(pretty(file).contains(GUARD), "{}", pretty(file));
}

#[test]
fn arguments() {
    let args = quote!(
        "x",
        foo = 3,
        within = "3m",
        insecure_cross_origim,
        insecure_cross_origin = "yes",
        crate = "crate",
        crate = "::a"
    );
    let output = login_required(args, handler());
    // literal + 2 unknown keys + misspelled key + flag with a value + relative path + duplicate
    assert_errors(
        &output,
        &[
            "a value needs a name; write `name = value`",
            "unknown argument `foo`; the known ones are `crate`, `insecure_cross_origin`",
            "unknown argument `within`; write `#[fresh_login_required(within = \"10m\")]`",
            "unknown argument `insecure_cross_origim`; did you mean `insecure_cross_origin`?",
            "`insecure_cross_origin` takes no value; write `insecure_cross_origin` alone",
            "`crate` takes an absolute path in quotes; write `crate = \"::login_runtime\"` or `crate = \"crate::login\"`",
            "duplicate argument `crate`; keep one",
        ],
    );
    assert!(pretty(&output).contains("_: ::a::__private::Guard"));
}

#[test]
fn arguments_of_a_fresh_login() {
    let within = "`within` needs a duration in quotes; write `within = \"10m\"`";
    for args in [quote!(within), quote!(within = 10), quote!(within("10m")), quote!(within = ten::minutes)] {
        assert_errors(&fresh_login_required(args, handler()), &[within]);
    }
    let args =
        quote!(within = "10", within = "1m", insecure_cross_origin, insecure_cross_origin, withn = "1m");
    let output = fresh_login_required(args, handler());
    // no unit + 2 duplicates + misspelled key
    assert_errors(
        &output,
        &[
            "`10` has no unit; write `10s`, `10m`, `10h` or `10d`",
            "duplicate argument `within`; keep one",
            "duplicate argument `insecure_cross_origin`; keep one",
            "unknown argument `withn`; did you mean `within`?",
        ],
    );
    assert_guarded(&output);
}

#[test]
fn a_duration_may_come_from_a_declarative_macro() {
    let literal = Group::new(Delimiter::None, quote!("90s"));
    let output = fresh_login_required(quote!(within = #literal), handler());
    assert_errors(&output, &[]);
    assert!(pretty(&output).contains("FreshLoginWithin<90>"));
}

#[test]
fn crate_paths() {
    let refused = "`crate` takes an absolute path in quotes; write `crate = \"::login_runtime\"` or `crate = \"crate::login\"`";
    for args in [
        quote!(crate),
        quote!(crate("::a")),
        quote!(crate = ::a),
        quote!(crate = 1),
        quote!(crate = ""),
        quote!(crate = "a"),
        quote!(crate = "a::b"),
        quote!(crate = "self::a"),
        quote!(crate = "crate"),
        quote!(crate = "::a::<u8>"),
        quote!(crate = "::a b"),
    ] {
        assert_errors(&login_required(args, handler()), &[refused]);
    }
    for (args, path) in [
        (quote!(crate = "::a::b"), "::a::b::__private::"),
        (quote!(crate = "crate::a"), " crate::a::__private::"),
    ] {
        let output = login_required(args, handler());
        assert_errors(&output, &[]);
        assert!(pretty(&output).contains(path));
    }
    // Also when another argument is wrong, or the stand-in would not be found.
    let output = login_required(quote!(crate = "::renamed", foo), handler());
    assert!(pretty(&output).contains("_: ::renamed::__private::Guard"));
}

#[test]
fn arguments_and_handler_at_once() {
    let output = login_required(quote!(foo), quote! { #[public] const fn page(...) {} });
    // unknown key + second attribute + `const` + `...` + not async
    assert_errors(
        &output,
        &[
            "unknown argument `foo`; the known ones are `crate`, `insecure_cross_origin`",
            "a handler has one access rule; keep `#[login_required]` or `#[public]`",
            "`login_required` needs a plain async fn; remove `const`",
            "`...` cannot be filled from a request; remove it",
            "`login_required` needs an async fn; add `async` before `fn`",
        ],
    );
    // Mended, so that rustc has nothing to add at the route.
    let text = on_one_line(&output);
    assert!(text.contains(&format!("async fn page( {ONLY_GUARD}, ) {{}}")), "{text}");
}

#[test]
fn qualifiers() {
    let output = public(quote!(), quote! { async unsafe extern "C" fn page() {} });
    assert_errors(
        &output,
        &[
            "`public` needs a plain async fn; remove `unsafe`",
            "`public` needs a plain async fn; remove `extern \"C\"`",
        ],
    );
    assert_guarded(&output);
}

#[test]
fn two_access_attributes() {
    let cases = [
        (quote!(#[login_required]), "`#[login_required]` is written twice; keep one"),
        (quote!(#[login_runtime::login_required()]), "`#[login_required]` is written twice; keep one"),
        (
            quote!(#[fresh_login_required(within = "1m")]),
            "a fresh login is a login; keep `#[fresh_login_required]` alone",
        ),
        (quote!(#[guest_only]), "a handler has one access rule; keep `#[login_required]` or `#[guest_only]`"),
        (
            quote!(#[requires(role = AppRole::Admin)]),
            "a handler has one access rule; write `#[requires(role = AppRole::Admin)]`",
        ),
    ];
    for (attribute, error) in cases {
        let output = login_required(quote!(), quote!(#attribute #[instrument] async fn page() {}));
        assert_errors(&output, &[error]);
        assert_guarded(&output);
        // The second one must not expand too.
        assert!(pretty(&output).contains("#[instrument]\nasync fn"));
    }
    let output = fresh_login_required(quote!(), quote! { #[login_required] #[public] async fn page() {} });
    assert_errors(
        &output,
        &[
            "a fresh login is a login; keep `#[fresh_login_required]` alone",
            "a handler has one access rule; keep `#[fresh_login_required]` or `#[public]`",
        ],
    );
}

#[test]
fn methods_are_left_alone() {
    let method = quote! { #[public] async fn page(&self, user: CurrentUser<User>) {} };
    let output =
        crate::pipeline::attribute(quote!(), method, crate::macros::login_required::check).to_string();
    assert!(output.contains("`self` cannot be filled from a request; make this a free function"));
    assert!(output.ends_with(&quote! { async fn page(&self, user: CurrentUser<User>) {} }.to_string()));
}

#[test]
fn sixteen_arguments() {
    let handler = |count| {
        let arguments = (0..count).map(|_| quote!(_: u8));
        quote!(async fn page(#(#arguments),*) {})
    };
    assert_errors(&login_required(quote!(), handler(15)), &[]);
    for count in [16, 17] {
        assert_errors(
            &login_required(quote!(), handler(count)),
            &[
                "axum hands over 16 arguments and the guard takes one; join two of the others, `(a, b): (A, B)`",
            ],
        );
    }
}

#[test]
fn a_user_where_there_may_be_none() {
    let handler = |ty: TokenStream| quote!(async fn page(id: Path<i64>, user: #ty) {});
    let grouped = Group::new(Delimiter::None, quote!(CurrentUser<User>));
    for (ty, written) in [
        (quote!(CurrentUser<User>), "CurrentUser<User>"),
        (
            quote!(login_runtime::CurrentUser<my::User<'static, u8>>),
            "login_runtime::CurrentUser<my::User<'static, u8>>",
        ),
        (quote!((CurrentUser<User>)), "CurrentUser<User>"),
        (quote!(#grouped), "CurrentUser<User>"),
    ] {
        let output = public(quote!(), handler(ty.clone()));
        assert_errors(&output, &[&format!("a public handler may have no user; take `Option<{written}>`")]);
        assert_guarded(&output);
        let output = guest_only(quote!(), handler(ty.clone()));
        assert_errors(&output, &["a guest-only handler never has a user; remove this argument"]);
        assert_errors(&login_required(quote!(), handler(ty)), &[]);
    }
    for ty in
        [quote!(Option<CurrentUser<User>>), quote!(Result<CurrentUser<User>, Refused>), quote!(Login<User>)]
    {
        assert_errors(&public(quote!(), handler(ty)), &[]);
    }
}

#[test]
fn a_body_that_is_not_read_last() {
    let message = |ty| {
        format!("`{ty}` reads the request's body, which is read last; move it behind the other arguments")
    };
    let output = login_required(
        quote!(),
        quote! { async fn page(Form(f): Form<New>, json: Option<axum::Json<New>>, user: CurrentUser<User>, body: String) {} },
    );
    assert_errors(&output, &[&message("Form<New>"), &message("Option<axum::Json<New>>")]);
    // The route sees no argument of it, and the body is compiled all the same.
    assert_guarded(&output);
    assert!(pretty(&output).contains("::core::unreachable!()"), "{}", pretty(&output));
    // Extractors of parts, and the application's own.
    for ty in [quote!(Form), quote!(forms::Json), quote!(Query<Form>), quote!(Path<String>), quote!(Strings)]
    {
        assert_errors(&public(quote!(), quote! { async fn page(first: #ty, last: String) {} }), &[]);
    }
}

#[test]
fn not_a_function() {
    for item in [
        quote! { pub struct S; },
        quote! { const X: u8 = 0; },
        quote!(impl S { async fn page() {} }),
        quote! { mod m {} },
    ] {
        let output = public(quote!(), quote!(#[login_required] #[doc(hidden)] #item));
        assert_errors(&output, &["this attribute belongs on a function; move it to an `fn`"]);
        // The item stays, without the attributes that would only say the same.
        let kept = super::parse(quote!(#[doc(hidden)] #item));
        assert!(pretty(&output).ends_with(&pretty(&kept)));
    }
}

#[test]
fn items_may_come_from_a_declarative_macro() {
    let item = Group::new(Delimiter::None, quote! { #[doc(hidden)] pub async fn page(_: u8) {} });
    let output = login_required(quote!(), quote!(#item));
    assert_errors(&output, &[]);
    assert!(pretty(&output).contains("pub async fn page"));
}

#[test]
fn a_half_typed_body_is_kept() {
    let body = quote!({ let x = user. ; return });
    let output =
        crate::pipeline::attribute(quote!(), quote!(async fn page() #body), crate::macros::public::check);
    assert!(output.to_string().ends_with(&body.to_string()));
    assert!(!output.to_string().contains("compile_error"));
}
