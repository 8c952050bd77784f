//! What a handler is, and how a guard gets in front of it.

use std::mem;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::{Type, parse_quote};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    syntax::{argument::Argument, handler_fn::HandlerFn, types},
};

/// The most arguments axum hands to a handler.
const AXUM_ARGUMENTS: usize = 16;

/// Reports what keeps the function from being a handler with a guard, and mends what can be mended, so that the
/// mistake does not come back from rustc at the route.
pub(crate) fn check(
    attribute: &str,
    function: &mut HandlerFn,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    check_qualifiers(attribute, function, diagnostics);
    if let Some(variadic) = function.arguments.pop_if(|last| last.is_variadic()) {
        diagnostics.error(variadic, messages::VARIADIC);
        let arguments = &function.arguments;
        function.list = Group::new(Delimiter::Parenthesis, quote!(#(#arguments),*));
    }
    if let Some(receiver) = function.arguments.first().and_then(Argument::receiver) {
        let message = match attribute {
            "public" | "guest_only" => messages::METHOD,
            // These stand on an `impl` too.
            _ => messages::METHOD_HANDLER,
        };
        return Err(diagnostics.error(receiver, message));
    }
    if let Some(last) = function.arguments.get(AXUM_ARGUMENTS - 1) {
        return Err(diagnostics.error(last, messages::TOO_MANY_ARGUMENTS));
    }
    Ok(())
}

/// A handler is `async`, and nothing else.
fn check_qualifiers(attribute: &str, function: &mut HandlerFn, diagnostics: &mut Diagnostics) {
    let (asyncness, others): (Vec<_>, Vec<_>) =
        mem::take(&mut function.qualifiers).into_iter().partition(|word| word.to_string() == "async");
    let mut others = others.into_iter().peekable();
    while let Some(word) = others.next() {
        // `extern "C"` is one of them.
        let abi = others.next_if(|next| matches!(next, TokenTree::Literal(_)));
        let qualifier: TokenStream = [word].into_iter().chain(abi).collect();
        diagnostics.error(&qualifier, messages::qualified(attribute, &qualifier.to_string()));
    }
    function.qualifiers = asyncness;
    if function.qualifiers.is_empty() {
        diagnostics.error(&function.keyword, messages::not_async(attribute));
        function.qualifiers.push(Ident::new("async", Span::call_site()).into());
    }
}

/// Reports each argument that takes the user for granted.
pub(crate) fn refuse_plain_user(
    function: &HandlerFn,
    message: impl Fn(&Type) -> String,
    diagnostics: &mut Diagnostics,
) {
    // By name: only the message depends on it, a guest is refused at run time under any name.
    for ty in function.arguments.iter().filter_map(|argument| argument.called(&["CurrentUser"])) {
        diagnostics.error(types::peel(&ty), message(&ty));
    }
}

/// Reports each argument that reads the request's body and is not the last.
///
/// By names that are hardly anybody else's: a body behind an alias is refused by axum, at the route.
pub(crate) fn refuse_early_bodies(
    function: &HandlerFn,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    const NAMES: [&str; 7] = ["Form", "Json", "Bytes", "Multipart", "String", "Option", "Result"];
    let reads_body = |ty: &Type| {
        let ty = types::if_any(ty);
        types::is_generic(ty, &["Form", "Json"]) || types::is_called(ty, &["Bytes", "Multipart", "String"])
    };
    let before_last = function.arguments.len().saturating_sub(1);
    let early = function.arguments.iter().take(before_last);
    let early = early.filter_map(|argument| argument.called(&NAMES)).filter(reads_body);
    let mut result = Ok(());
    for ty in early {
        let message = messages::body_before_others(&types::text(&ty));
        result = Err(diagnostics.error(types::peel(&ty), message));
    }
    result
}

/// The argument that is for one type of users, for its guard to say so to the router: it is not for users of another type. An
/// optional one counts as what may be there.
///
/// By names that are hardly anybody else's. What goes by another one, or stands for a type that is only known in the
/// signature or under a `cfg`, is told at run time, as ever.
pub(crate) fn user_argument(function: &HandlerFn) -> Option<Type> {
    let is_typed = |ty: &Type| {
        types::is_generic(ty, &["CurrentUser", "LazyUser"]) && !types::mentions(ty, &["impl", "_"])
    };
    let mut arguments = function.arguments.iter();
    let if_any = |argument: &Argument| {
        let ty = argument.called(&["CurrentUser", "LazyUser", "Option", "Result"])?;
        Some(types::if_any(&ty).clone()).filter(is_typed)
    };
    let is_certain = !arguments.clone().any(|argument| argument.is_conditional);
    arguments.find_map(if_any).filter(|_| is_certain)
}

/// The function inside of one without arguments: its body is still compiled, and the router does not see the arguments. Of a
/// generic function nothing would be known then.
pub(crate) fn hide_arguments(mut function: HandlerFn) -> HandlerFn {
    if !function.generics.is_empty() {
        return function;
    }
    let HandlerFn { qualifiers, keyword, ident, list, rest, body, .. } = &function;
    let values = function.arguments.iter().map(|_| quote!(::core::unreachable!()));
    let inside = quote!(#(#qualifiers)* #keyword #ident #list #(#rest)* #body #ident(#(#values),*).await);
    function.body = Some(Group::new(Delimiter::Brace, inside).into());
    function.list = Group::new(Delimiter::Parenthesis, TokenStream::new());
    function.attrs.push(parse_quote!(#[allow(unreachable_code)]));
    function
}
