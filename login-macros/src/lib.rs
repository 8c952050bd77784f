//! The macros of `login-runtime`, which re-exports and documents them; do not depend on this crate directly.
//!
//! Entry points only: tokens in, `pipeline`, tokens out.

mod diagnostics;
mod enumerating;
mod guarding;
mod handler;
mod ir;
mod loading;
mod macros;
mod model;
mod pipeline;
mod runtime_path;
mod syntax;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

use crate::macros::{
    derive_permission, derive_role, derive_user_id, derive_user_mixin, fresh_login_required, guest_only,
    login_required, public, request_loader, requires, resource_loader, user_loader,
};

/// Lets a handler be reached only by a user who is logged in.
#[proc_macro_attribute]
pub fn login_required(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::attribute(args.into(), item.into(), login_required::check).into()
}

/// Lets a handler be reached only by a user who proved who they are a short while ago.
#[proc_macro_attribute]
pub fn fresh_login_required(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::attribute(args.into(), item.into(), fresh_login_required::check).into()
}

/// Lets a handler be reached by everybody.
#[proc_macro_attribute]
pub fn public(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::attribute(args.into(), item.into(), public::check).into()
}

/// Lets a handler be reached only by those who are not logged in.
#[proc_macro_attribute]
pub fn guest_only(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::attribute(args.into(), item.into(), guest_only::check).into()
}

/// Lets a handler be reached only by those who fulfill the conditions.
#[proc_macro_attribute]
pub fn requires(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::attribute(args.into(), item.into(), requires::check).into()
}

/// Makes a function the loader of its user type: from the id in a ticket to the user.
#[proc_macro_attribute]
pub fn user_loader(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::attribute(args.into(), item.into(), user_loader::check).into()
}

/// Makes a function the one that tells a user by a request alone.
#[proc_macro_attribute]
pub fn request_loader(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::attribute(args.into(), item.into(), request_loader::check).into()
}

/// Makes a function the loader of a resource: from the id in a path to the thing it names.
#[proc_macro_attribute]
pub fn resource_loader(args: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::attribute(args.into(), item.into(), resource_loader::check).into()
}

/// Makes a struct a user: its id, whether it is active, what ends its sessions.
#[proc_macro_derive(UserMixin, attributes(user))]
pub fn derive_user_mixin(input: TokenStream) -> TokenStream {
    pipeline::derive(input.into(), derive_user_mixin::check).into()
}

/// Makes a tuple struct with one field the id of a user.
#[proc_macro_derive(UserId, attributes(user))]
pub fn derive_user_id(input: TokenStream) -> TokenStream {
    pipeline::derive(input.into(), derive_user_id::check).into()
}

/// Makes an enum a set of roles: which include which, and which permissions come with them.
#[proc_macro_derive(Role, attributes(role))]
pub fn derive_role(input: TokenStream) -> TokenStream {
    pipeline::derive(input.into(), derive_role::check).into()
}

/// Makes an enum a set of permissions.
#[proc_macro_derive(Permission, attributes(permission))]
pub fn derive_permission(input: TokenStream) -> TokenStream {
    pipeline::derive(input.into(), derive_permission::check).into()
}
