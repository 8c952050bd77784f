//! What a handler is, and how a guard gets in front of it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, Pat, PatType, PatWild, Safety, Signature, Token, Type, parse_quote};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    syntax::{lenient_fn::LenientFn, types},
};

/// The most arguments axum hands to a handler.
const AXUM_ARGUMENTS: usize = 16;

/// Reports what keeps the function from being a handler with a guard, and mends what can be mended, so that the
/// mistake does not come back from rustc at the route.
pub(crate) fn check(
    attribute: &str,
    signature: &mut Signature,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if let Some(token) = signature.constness.take() {
        diagnostics.error(token, messages::qualified(attribute, "const"));
    }
    if let Safety::Unsafe(token) = signature.safety {
        diagnostics.error(token, messages::qualified(attribute, "unsafe"));
        signature.safety = Safety::Default;
    }
    if let Some(abi) = signature.abi.take() {
        diagnostics.error(&abi, messages::qualified(attribute, &abi.to_token_stream().to_string()));
    }
    if let Some(variadic) = signature.variadic.take() {
        diagnostics.error(variadic.dots, messages::VARIADIC);
    }
    if signature.asyncness.is_none() {
        diagnostics.error(signature.fn_token, messages::not_async(attribute));
        signature.asyncness = Some(<Token![async]>::default());
    }
    if let Some(receiver) = signature.receiver() {
        let message = match attribute {
            "public" | "guest_only" => messages::METHOD,
            // These stand on an `impl` too.
            _ => messages::METHOD_HANDLER,
        };
        return Err(diagnostics.error(receiver.self_token, message));
    }
    if let Some(last) = signature.inputs.iter().nth(AXUM_ARGUMENTS - 1) {
        return Err(diagnostics.error(last, messages::TOO_MANY_ARGUMENTS));
    }
    Ok(())
}

/// Reports each argument that takes the user for granted.
pub(crate) fn refuse_plain_user(
    signature: &Signature,
    message: impl Fn(&Type) -> String,
    diagnostics: &mut Diagnostics,
) {
    // By name: only the message depends on it, a guest is refused at run time under any name.
    let is_user = |ty: &&Type| types::is_called(ty, &["CurrentUser"]);
    for ty in argument_types(signature).filter(is_user) {
        diagnostics.error(types::peel(ty), message(ty));
    }
}

/// Reports each argument that reads the request's body and is not the last.
///
/// By names that are hardly anybody else's: a body behind an alias is refused by axum, at the route.
pub(crate) fn refuse_early_bodies(
    signature: &Signature,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let reads_body = |ty: &&Type| {
        let ty = types::if_any(ty);
        types::is_generic(ty, &["Form", "Json"]) || types::is_called(ty, &["Bytes", "Multipart", "String"])
    };
    let before_last = signature.inputs.len().saturating_sub(1);
    let early = argument_types(signature).take(before_last).filter(reads_body);
    let mut result = Ok(());
    for ty in early {
        let message = messages::body_before_others(&types::text(ty));
        result = Err(diagnostics.error(types::peel(ty), message));
    }
    result
}

/// The written types of the arguments.
pub(crate) fn argument_types(signature: &Signature) -> impl Iterator<Item = &Type> {
    signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(&*argument.ty),
        FnArg::Receiver(_) => None,
    })
}

/// The argument that is for one type of users, for its guard to say so to the router: it is not for users of another type. An
/// optional one counts as what may be there.
///
/// By names that are hardly anybody else's. What goes by another one, or stands for a type that is only known in the
/// signature or under a `cfg`, is told at run time, as ever.
pub(crate) fn user_argument(signature: &Signature) -> Option<&Type> {
    let is_typed = |ty: &&Type| {
        types::is_generic(ty, &["CurrentUser", "LazyUser"]) && !types::mentions(ty, &["impl", "_"])
    };
    let always_there = |input: &FnArg| match input {
        FnArg::Typed(argument) => !argument.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")),
        FnArg::Receiver(_) => false,
    };
    let is_certain = signature.inputs.iter().all(always_there);
    argument_types(signature).map(types::if_any).find(is_typed).filter(|_| is_certain)
}

/// Puts the function inside of one without arguments: its body is still compiled, and the router does not see the arguments. Of a
/// generic function nothing would be known then.
pub(crate) fn hide_arguments(function: &mut LenientFn) {
    if !function.sig.generics.params.is_empty() {
        return;
    }
    let (signature, body) = (&function.sig, &function.body);
    let name = &signature.ident;
    let values = signature.inputs.iter().map(|_| quote!(::core::unreachable!()));
    function.body = quote!({ #signature #body #name(#(#values),*).await });
    function.sig.inputs.clear();
    function.attrs.push(parse_quote!(#[allow(unreachable_code)]));
}

/// Puts `_: extractor` first: axum runs it before every other, so a refused request's body is never read.
pub(crate) fn insert_first_extractor(signature: &mut Signature, extractor: TokenStream) {
    // Made and not parsed, as this is done for each handler.
    let argument = PatType {
        attrs: Vec::new(),
        pat: Box::new(Pat::Wild(PatWild { attrs: Vec::new(), underscore_token: <Token![_]>::default() })),
        colon_token: <Token![:]>::default(),
        ty: Box::new(Type::Verbatim(extractor)),
    };
    signature.inputs.insert(0, FnArg::Typed(argument));
}
