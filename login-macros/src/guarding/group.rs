//! An access attribute on a module or an `impl`: it holds for every handler in there.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, ItemFn, ItemImpl, ItemMod, Signature, Visibility, parse_quote};

use super::{Access, Asks, check_handler};
use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    ir::{guard_plan::GuardPlan, guarded_plan::GuardedPlan},
    syntax::{access_attributes, handler_fn::HandlerFn, operators, read::Read, types},
};

/// Gives every handler of the module the attribute, joined with its own; and so every module in it, and every `impl` that has one.
pub(super) fn module(
    access: &Access,
    mut item: ItemMod,
    diagnostics: &mut Diagnostics,
) -> Result<ItemMod, Reported> {
    let mut count = 0;
    let Some((_, items)) = &mut item.content else {
        return Err(diagnostics.error(&item.ident, messages::MODULE_ELSEWHERE));
    };
    for item in items {
        if let Item::Use(import) = item {
            for name in access_attributes::renamed(&import.tree) {
                diagnostics.error(name, messages::RENAMED_IN_GROUP);
            }
        }
        let is_ruled = is_ruled(item);
        let (Item::Fn(ItemFn { attrs, .. })
        | Item::Mod(ItemMod { attrs, .. })
        | Item::Impl(ItemImpl { attrs, .. })) = item
        else {
            continue;
        };
        // One that is there only on some condition would not be seen, and the rule of the module not be asked.
        for hidden in attrs.iter().filter(|attribute| access_attributes::is_hidden(attribute)) {
            diagnostics.error(hidden, messages::HIDDEN_IN_GROUP);
        }
        if is_ruled {
            count += 1;
            let own = access_attributes::take(attrs);
            attrs.extend(attribute(access, &own, diagnostics));
        }
    }
    if count == 0 {
        return Err(diagnostics.error(&item.ident, messages::EMPTY_GROUP));
    }
    Ok(item)
}

/// Puts a guard in front of every handler of the `impl`, and declares the rules beside it.
pub(super) fn implementation(
    access: &Access,
    mut item: ItemImpl,
    diagnostics: &mut Diagnostics,
) -> Result<GuardedPlan, Reported> {
    let Some(ty) = types::last_segment(&item.self_ty).map(|last| last.ident.clone()) else {
        return Err(diagnostics.error(&item.self_ty, messages::IMPL_OF_A_PATH));
    };
    let mut declarations = TokenStream::new();
    let mut count = 0;
    for member in &mut item.items {
        let ImplItem::Fn(function) = member else { continue };
        let own = access_attributes::take(&mut function.attrs);
        if !is_handler(&function.vis, &function.sig, !own.is_empty()) {
            continue;
        }
        count += 1;
        if let Some(plan) = plan(access, &own, function.to_token_stream(), diagnostics) {
            let plan = plan.within(ty.clone());
            plan.declare(&mut declarations);
            let mut guarded = TokenStream::new();
            plan.guard(&mut guarded);
            *member = ImplItem::Verbatim(guarded);
        }
    }
    if count == 0 {
        return Err(diagnostics.error(&item.self_ty, messages::EMPTY_GROUP));
    }
    Ok(GuardedPlan::Impl { item, declarations })
}

/// Whether the rule of a module is for this item in it.
fn is_ruled(item: &Item) -> bool {
    match item {
        Item::Fn(function) => {
            let is_declared = access_attributes::is_one_among(&function.attrs);
            is_handler(&function.vis, &function.sig, is_declared)
        }
        Item::Mod(inner) => {
            let items = inner.content.iter().flat_map(|(_, items)| items);
            access_attributes::is_one_among(&inner.attrs) || items.into_iter().any(is_ruled)
        }
        // Of one that says nothing nobody knows whether it is of handlers.
        Item::Impl(inner) => access_attributes::is_one_among(&inner.attrs),
        _ => false,
    }
}

/// A handler is an async function that others can see, or one that has an access attribute of its own.
fn is_handler(vis: &Visibility, signature: &Signature, is_declared: bool) -> bool {
    let is_seen = !matches!(vis, Visibility::Inherited);
    is_declared || is_seen && signature.asyncness.is_some() && signature.receiver().is_none()
}

/// The attribute of the group and the handler's own ones as one; `None` after a mistake.
fn merged(
    access: &Access,
    own: &[Attribute],
    diagnostics: &mut Diagnostics,
) -> Option<(String, TokenStream)> {
    // A rule that could not be read was reported, and its handlers are left with a login.
    let outer = if access.written.is_empty() && access.attribute == "requires" {
        "login_required"
    } else {
        access.attribute
    };
    let is_optional = matches!(&access.asks, Asks::Conditions(args) if args.login_optional.is_some());
    let mut all = vec![(outer.to_owned(), access.written.clone())];
    for attribute in own {
        let name = access_attributes::name(attribute).map(ToString::to_string).unwrap_or_default();
        if matches!(name.as_str(), "public" | "guest_only") {
            diagnostics.error(attribute.path(), messages::GROUP_CANNOT_BE_PUBLIC);
            return None;
        }
        let written = access_attributes::arguments(attribute);
        // It is taken off, so nobody else would tell.
        let list = diagnostics.absorb(operators::arguments(&written)).ok()?;
        if access_attributes::lets_guests_in(&list) && !is_optional {
            diagnostics.error(attribute.path(), messages::GROUP_ASKS_FOR_LOGIN);
            return None;
        }
        all.push((name, written));
    }
    let all: Vec<_> = all.iter().map(|(name, written)| (name.as_str(), written.clone())).collect();
    access_attributes::merge(&all)
}

/// The attribute to put on what stands in a module.
fn attribute(access: &Access, own: &[Attribute], diagnostics: &mut Diagnostics) -> Option<Attribute> {
    let (name, arguments) = merged(access, own, diagnostics)?;
    let (root, name) = (access.runtime.root(), Ident::new(&name, Span::call_site()));
    Some(parse_quote!(#[#root::#name(#arguments)]))
}

/// The plan of a handler of an `impl`.
fn plan(
    access: &Access,
    own: &[Attribute],
    function: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<GuardPlan> {
    let function = diagnostics.absorb(HandlerFn::read(function)).ok()?;
    let (name, arguments) = merged(access, own, diagnostics)?;
    let access = Access::read(&name, arguments, access.runtime.clone(), diagnostics)?;
    check_handler(access, function, diagnostics).ok()
}
