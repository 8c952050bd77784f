//! Each mistake on a user or an id is one error, and all of them come at once.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_errors, pretty, user_id, user_mixin};

const TWICE: &str = "this contradicts the `#[user(...)]` on the struct; keep one of the two";

#[track_caller]
fn check(user: TokenStream, expected: &[&str]) {
    let output = user_mixin(user);
    assert_errors(&output, expected);
    assert!(pretty(&output).contains("UserMixin for User"), "a missing impl would be reported as well");
}

#[test]
fn shapes() {
    for (user, shape) in [
        (quote! { enum User { A } }, "an enum"),
        (quote!(union User { id: i64 }), "a union"),
        (quote! { struct User(i64); }, "a tuple struct"),
        (quote! { struct User; }, "a unit struct"),
    ] {
        let message =
            format!("a user is a struct with named fields, not {shape}; derive `UserMixin` on such a struct");
        check(user, &[&message]);
    }
}

#[test]
fn ids() {
    let missing = "no field is the id; name one `id` or mark one with `#[user(id)]`";
    check(quote! { struct User { name: String } }, &[missing]);
    check(quote! { struct User {} }, &[missing]);
    // three ids, two too many
    let second = "a user has one id; remove this `id` or the other one";
    check(
        quote! { struct User { #[user(id)] a: i64, #[user(id)] b: i64, #[user(id)] c: i64 } },
        &[second, second],
    );
    check(quote! { struct User { #[user(id)] key: i64, id: i64 } }, &[]);
    // A mark that cannot be read may have been the id.
    check(
        quote! { struct User { #[user(key)] key: i64 } },
        &[
            "unknown argument `key`; the known ones are `active`, `id`, `inactive`, `permissions`, `role`, `roles`, `session_stamp`",
        ],
    );
}

#[test]
fn telling_names_without_a_mark() {
    for (field, mark) in [
        ("active", "active"),
        ("is_active", "active"),
        ("enabled", "active"),
        ("is_enabled", "active"),
        ("disabled", "inactive"),
        ("banned", "inactive"),
        ("suspended", "inactive"),
        ("blocked", "inactive"),
        ("deactivated", "inactive"),
        ("locked", "inactive"),
        ("is_banned", "inactive"),
        ("r#is_locked", "inactive"),
    ] {
        let name = syn::parse_str::<syn::Ident>(field).expect("a name");
        let shown = field.trim_start_matches("r#");
        let message = format!(
            "`{shown}` may switch the user off; mark it `#[user({mark})]`, or write `#[user(active = always)]` on the struct"
        );
        check(quote!(struct User { id: i64, #name: bool }), &[&message]);
        check(quote!(#[user(active = always)] struct User { id: i64, #name: bool }), &[]);
        check(quote!(#[user(active = f)] struct User { id: i64, #name: bool }), &[]);
    }
    for field in [
        "password",
        "password_hash",
        "hashed_password",
        "pw_hash",
        "passwd",
        "session_stamp",
        "security_stamp",
        "session_epoch",
        "token_version",
    ] {
        let name = quote::format_ident!("{field}");
        let message = format!(
            "a new `{field}` should end the user's sessions; mark it `#[user(session_stamp)]`, or write `#[user(session_stamp = none)]` on the struct"
        );
        check(quote!(struct User { id: i64, #name: String }), &[&message]);
        check(quote!(#[user(session_stamp = none)] struct User { id: i64, #name: String }), &[]);
    }
    check(
        quote! { struct User { id: i64, active_until: i64, unlocked: bool, password_hint: String, is_password: u8 } },
        &[],
    );
}

#[test]
fn a_name_beside_a_marked_field() {
    // Somebody who is banned would stay in.
    check(
        quote! { struct User { id: i64, #[user(active)] enabled: bool, banned: bool } },
        &[
            "`banned` may switch the user off; mark it `#[user(inactive)]`, or write `#[user(active = path::to::function)]` on the struct",
        ],
    );
    check(
        quote! { struct User { id: i64, #[user(session_stamp)] session_epoch: i64, password_hash: String } },
        &[],
    );
}

#[test]
fn marks_that_contradict() {
    check(
        quote! {
            struct User {
                id: i64,
                #[user(inactive)] enabled: bool,
                #[user(active)] is_banned: bool,
                #[user(active, inactive)] state: bool,
            }
        },
        &[
            "`enabled` reads as the opposite; mark it `#[user(active)]`",
            "`is_banned` reads as the opposite; mark it `#[user(inactive)]`",
            "`active` and `inactive` contradict each other; keep one",
        ],
    );
    check(
        quote! {
            #[user(active = always, session_stamp = none)]
            struct User { id: i64, #[user(inactive)] off: bool, #[user(session_stamp)] epoch: i64 }
        },
        &[TWICE, TWICE],
    );
}

#[test]
fn arguments_on_the_struct() {
    let active =
        "`active` needs an answer on the struct; write `active = always` or `active = path::to::function`";
    let stamp =
        "`session_stamp` on the struct can only be `none`; write `session_stamp = none` or mark a field";
    let loader = "`loader` can only be `elsewhere` or `none`; write `loader = elsewhere` if another crate has it, or `loader = none` if requests alone tell the user";
    for (args, message) in [
        (quote!(active), active),
        (quote!(active = "always"), active),
        (quote!(active(always)), active),
        (quote!(session_stamp), stamp),
        (quote!(session_stamp = password_hash), stamp),
        (quote!(loader), loader),
        (quote!(loader = "elsewhere"), loader),
        (quote!(loader = never), loader),
        (quote!(request_loader = true), "`request_loader` takes no value; write `request_loader` alone"),
    ] {
        // No echo about `enabled` and `password`: the struct meant to answer for one of them.
        check(quote! { #[user(#args)] struct User { id: i64, enabled: bool, password: String } }, &[message]);
    }
    // unknown + duplicate over two attributes
    check(
        quote! { #[user(activ = always)] #[user(loader = elsewhere)] #[user(loader = elsewhere)] struct User { id: i64 } },
        &["unknown argument `activ`; did you mean `active`?", "duplicate argument `loader`; keep one"],
    );
    let parentheses = "`user` takes its arguments in parentheses; write `#[user(...)]`";
    check(
        quote! { #[user] #[user = "active"] struct User { #[user] id: i64 } },
        &[parentheses, parentheses, parentheses],
    );
}

#[test]
fn nobody_is_loaded() {
    let nobody = "nobody could ever be logged in; add `request_loader`, or remove `loader = none` and write a `#[user_loader]`";
    check(quote! { #[user(loader = none)] struct User { id: i64 } }, &[nobody]);
    check(quote! { #[user(loader = none, request_loader)] struct User { id: i64 } }, &[]);
    // It may be the other argument that was meant.
    check(
        quote! { #[user(loader = none, request_loadr)] struct User { id: i64 } },
        &["unknown argument `request_loadr`; did you mean `request_loader`?"],
    );
}

#[test]
fn a_mistake_beside_request_loader_is_no_missing_word() {
    for (args, requests) in [
        (quote!(request_loader, activ = always), "FromRequests"),
        (quote!(request_loader, active =), "FromRequests"),
        (quote!(request_loadr), "FromRequests"),
        (quote!(activ = always), "NoRequestLoader"),
        (quote!(loader), "NoRequestLoader"),
    ] {
        let output = pretty(&user_mixin(quote! { #[user(#args)] struct User { id: i64 } }));
        assert!(
            output.contains(&format!("type Requests = ::login_runtime::__private::{requests};")),
            "{output}"
        );
    }
}

#[test]
fn arguments_on_a_field() {
    check(
        quote! { struct User { #[user(id = true)] id: i64, #[user(actve)] enabled: bool, #[user(session_stamp, session_stamp)] x: u8, password: u8 } },
        &[
            "`id` takes no value; write `id` alone",
            "unknown argument `actve`; did you mean `active`?",
            "duplicate argument `session_stamp`; keep one",
        ],
    );
}

#[test]
fn ids_of_their_own() {
    let shape = "an id is a tuple struct with one field; write `struct Id(i64);`";
    let generic = "an id cannot be generic; write the concrete type";
    for (id, expected) in [
        (quote! { struct Id { id: i64 } }, &[shape][..]),
        (quote! { struct Id; }, &[shape]),
        (quote! { struct Id(); }, &[shape]),
        (quote! { struct Id(i64, i64); }, &[shape]),
        (quote! { enum Id { A } }, &[shape]),
        (quote!(union Id { a: u8 }), &[shape]),
        (quote! { struct Id<T>(T); }, &[generic]),
        (quote! { enum Id<'a> { A(&'a str) } }, &[shape, generic]),
        (quote! { #[user(id)] struct Id(i64); }, &["unknown argument `id`; the only one is `crate`"]),
    ] {
        let output = user_id(id);
        assert_errors(&output, expected);
        assert!(pretty(&output).contains("UserId for Id"), "a missing impl would be reported as well");
    }
}
