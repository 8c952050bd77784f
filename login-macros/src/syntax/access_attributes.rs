//! The attributes that give a handler its access rule.

use darling::ast::NestedMeta;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Ident, Meta, UseTree};

use super::{meta_list, types};
use crate::diagnostics::messages;

const NAMES: [&str; 5] = ["login_required", "fresh_login_required", "public", "guest_only", "requires"];

/// Takes the access attributes out of `attributes`, by the last segment of their path.
pub(crate) fn take(attributes: &mut Vec<Attribute>) -> Vec<Attribute> {
    attributes.extract_if(.., |attribute| is_one(attribute)).collect()
}

/// Whether one of `attributes` is an access attribute.
pub(crate) fn is_one_among(attributes: &[Attribute]) -> bool {
    attributes.iter().any(is_one)
}

fn is_one(attribute: &Attribute) -> bool {
    name(attribute).is_some_and(|name| types::is_among(name, &NAMES))
}

/// Whether an access attribute stands in a `cfg_attr`, which is taken away only later.
pub(crate) fn is_hidden(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg_attr") && types::mentions(arguments(attribute), &NAMES)
}

/// The access attributes that an import gives other names: by those they are not known.
pub(crate) fn renamed(import: &UseTree) -> Vec<&Ident> {
    match import {
        UseTree::Path(path) => renamed(&path.tree),
        UseTree::Group(group) => group.items.iter().flat_map(renamed).collect(),
        UseTree::Rename(rename) if types::is_among(&rename.ident, &NAMES) => vec![&rename.rename],
        _ => Vec::new(),
    }
}

/// The last segment of the attribute's path.
pub(crate) fn name(attribute: &Attribute) -> Option<&Ident> {
    attribute.path().segments.last().map(|segment| &segment.ident)
}

/// What stands in the attribute's parentheses.
pub(crate) fn arguments(attribute: &Attribute) -> TokenStream {
    match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    }
}

/// What to say of a second access attribute: how the two are written as one, where they can be.
pub(crate) fn conflict(first: &str, written: &TokenStream, second: &Attribute) -> String {
    let second_name = name(second).map(ToString::to_string).unwrap_or_default();
    let both = [(first, written.clone()), (&second_name, arguments(second))];
    let merged = merge(&both).filter(|_| first == "requires" || second_name == "requires");
    match merged {
        Some((name, arguments)) => messages::merge_access_attributes(&name, &types::spaceless(&arguments)),
        None => messages::second_access_attribute(first, &second_name),
    }
}

/// Several access attributes as one that asks for all they ask for: its name and its arguments. `None` where one of them lets
/// guests in, which nothing can be added to.
///
/// Of the options that are no conditions the last one is kept, but for `login = optional`: one attribute that asks for a login
/// asks for all.
pub(crate) fn merge(attributes: &[(&str, TokenStream)]) -> Option<(String, TokenStream)> {
    let (mut conditions, mut roles, mut options) = (Vec::new(), Vec::new(), Vec::<Meta>::new());
    let (mut is_optional, mut place) = (true, 0);
    for (name, arguments) in attributes {
        if !matches!(*name, "login_required" | "fresh_login_required" | "requires") {
            return None;
        }
        let written = meta_list::parse(arguments).ok()?;
        is_optional &= lets_guests_in(&written);
        let mut is_dated = false;
        for argument in written {
            match argument {
                NestedMeta::Meta(Meta::NameValue(pair)) if pair.path.is_ident("within") => {
                    let value = &pair.value;
                    conditions.push(quote!(fresh = #value));
                    is_dated = true;
                }
                NestedMeta::Meta(meta) if is_option(&meta) => {
                    options.retain(|option| option.path() != meta.path());
                    options.push(meta);
                }
                NestedMeta::Meta(meta) if meta.path().is_ident("role") => {
                    place = if roles.is_empty() { conditions.len() } else { place };
                    roles.push(meta.into_token_stream());
                }
                condition => conditions.push(condition.into_token_stream()),
            }
        }
        if *name == "fresh_login_required" && !is_dated {
            conditions.push(quote!(fresh));
        }
    }
    let distinct = |list: &mut Vec<TokenStream>| {
        let mut seen = std::collections::HashSet::new();
        list.retain(|condition| seen.insert(condition.to_string()));
    };
    distinct(&mut roles);
    // Several in a row would read like an `or`.
    let roles = if roles.len() > 1 { vec![quote!(all(#(#roles),*))] } else { roles };
    conditions.splice(place..place, roles);
    distinct(&mut conditions);
    if !is_optional {
        options.retain(|option| !option.path().is_ident("login"));
    }
    let name = if conditions.is_empty() { "login_required" } else { "requires" };
    let all = conditions.into_iter().chain(options.iter().map(ToTokens::to_token_stream));
    Some((name.to_owned(), quote!(#(#all),*)))
}

/// Whether `login = optional` is among the arguments.
pub(crate) fn lets_guests_in(arguments: &[NestedMeta]) -> bool {
    arguments
        .iter()
        .any(|argument| matches!(argument, NestedMeta::Meta(meta) if meta.path().is_ident("login")))
}

fn is_option(meta: &Meta) -> bool {
    let options = ["deny", "login", "insecure_cross_origin", "crate"];
    meta.path().get_ident().is_some_and(|name| types::is_among(name, &options))
}
