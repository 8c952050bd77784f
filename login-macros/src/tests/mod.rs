//! Expansion snapshots, and counts of the errors each mistake brings. `UPDATE_EXPECT=1` rewrites the snapshots.

mod expand_guards;
mod expand_loader;
mod expand_requires;
mod expand_roles;
mod expand_user;
mod guard_mistakes;
mod loader_mistakes;
mod request_loader_mistakes;
mod requires_mistakes;
mod role_mistakes;
mod texts;
mod user_mistakes;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{File, Item, LitStr};

use crate::{
    macros::{
        derive_permission, derive_role, derive_user_id, derive_user_mixin, fresh_login_required, guest_only,
        login_required, public, request_loader, requires, resource_loader, user_loader,
    },
    pipeline,
};

fn login_required(args: TokenStream, item: TokenStream) -> File {
    parse(pipeline::attribute(args, item, login_required::check))
}

fn fresh_login_required(args: TokenStream, item: TokenStream) -> File {
    parse(pipeline::attribute(args, item, fresh_login_required::check))
}

fn public(args: TokenStream, item: TokenStream) -> File {
    parse(pipeline::attribute(args, item, public::check))
}

fn guest_only(args: TokenStream, item: TokenStream) -> File {
    parse(pipeline::attribute(args, item, guest_only::check))
}

fn requires(args: TokenStream, item: TokenStream) -> File {
    parse(pipeline::attribute(args, item, requires::check))
}

fn resource_loader(args: TokenStream, item: TokenStream) -> File {
    parse(pipeline::attribute(args, item, resource_loader::check))
}

fn user_loader(args: TokenStream, item: TokenStream) -> File {
    parse(pipeline::attribute(args, item, user_loader::check))
}

fn request_loader(args: TokenStream, item: TokenStream) -> File {
    parse(pipeline::attribute(args, item, request_loader::check))
}

fn user_mixin(input: TokenStream) -> File {
    parse(pipeline::derive(input, derive_user_mixin::check))
}

fn user_id(input: TokenStream) -> File {
    parse(pipeline::derive(input, derive_user_id::check))
}

fn role(input: TokenStream) -> File {
    parse(pipeline::derive(input, derive_role::check))
}

fn permission(input: TokenStream) -> File {
    parse(pipeline::derive(input, derive_permission::check))
}

/// A handler nothing is wrong with.
fn handler() -> TokenStream {
    quote!(
        async fn page() {}
    )
}

fn parse(output: TokenStream) -> File {
    let text = output.to_string();
    syn::parse2(output).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn pretty(file: &File) -> String {
    prettyplease::unparse(file)
}

fn on_one_line(file: &File) -> String {
    pretty(file).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Compares with `snapshots/<name>.rs`.
#[track_caller]
fn assert_snapshot(output: &File, name: &str) {
    expect_test::expect_file![format!("snapshots/{name}.rs")].assert_eq(&pretty(output));
}

/// The texts of the `compile_error!`s in a macro's output.
fn errors(file: &File) -> Vec<String> {
    let text = |item: &Item| match item {
        Item::Macro(call) if call.mac.path.segments.last()?.ident == "compile_error" => {
            Some(call.mac.parse_body::<LitStr>().expect("a text").value())
        }
        _ => None,
    };
    file.items.iter().filter_map(text).collect()
}

/// Asserts that `file` reports exactly `expected`, in any order.
#[track_caller]
fn assert_errors(file: &File, expected: &[&str]) {
    let mut found = errors(file);
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected);
}
