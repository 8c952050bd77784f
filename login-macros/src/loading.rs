//! What the loaders share: from an id, or what extractors bring, to the thing it names.

use quote::ToTokens;
use syn::{FnArg, ReturnType, Safety, Signature, Type};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    ir::loader_plan::{LoaderCall, LoaderPlan, Loads},
    model::loader_args::LoaderArgs,
    pipeline::Input,
    syntax::{lenient_fn::LenientFn, types},
};

/// Checks a loader.
pub(crate) fn check(
    loads: Loads,
    input: Input<LoaderArgs, LenientFn>,
    diagnostics: &mut Diagnostics,
) -> Result<LoaderPlan, Reported> {
    let Input { args, item: function, runtime, .. } = input;
    let free = match function.sig.receiver() {
        Some(receiver) => Err(diagnostics.error(receiver.self_token, messages::METHOD)),
        None => Ok(()),
    };
    let call = check_call(&loads, &function.sig, diagnostics);
    let (loaded, readable) = check_loaded(loads.example(), &function.sig, diagnostics)?;
    // An impl cannot stand among methods.
    free?;
    let state = args.unwrap_or_default().state.0;
    Ok(LoaderPlan { runtime, loads, loaded: loaded.clone(), call: readable.and(call), function, state })
}

/// The arguments, all by value: the id, unless the request says it all; then extractors that need no request body.
fn check_call(
    loads: &Loads,
    signature: &Signature,
    diagnostics: &mut Diagnostics,
) -> Result<LoaderCall, Reported> {
    let mut result = Ok(());
    let mut report = |at: &dyn ToTokens, message: &str| result = Err(diagnostics.error(at, message));
    if let Safety::Unsafe(token) = &signature.safety {
        report(token, messages::LOADER_UNSAFE);
    }
    if !signature.generics.params.is_empty() {
        report(&signature.generics.params, messages::LOADER_GENERIC);
    }
    for ty in argument_types(signature).filter(|ty| types::mentions(ty, &["impl"])) {
        report(ty, messages::LOADER_GENERIC);
    }
    for (position, ty) in argument_types(signature).enumerate() {
        let is_id = loads.takes_id() && position == 0;
        if let Type::Reference(reference) = types::peel(ty) {
            let (what, taken) = if is_id {
                ("the id", owned(&reference.elem))
            } else {
                ("its arguments", extracted(&reference.elem))
            };
            report(reference, &messages::loader_argument_by_reference(what, &taken));
        } else if let Some(message) = is_id.then(|| extractor_for_id(ty)).flatten() {
            report(types::peel(ty), &message);
        }
    }
    for ty in argument_types(signature) {
        // An alias for one of them is told at run time.
        let asks = types::is_generic(types::if_any(ty), &["CurrentUser", "LazyUser", "Login", "Visitor"]);
        if loads.tells_who_is_there() && asks {
            report(ty, messages::LOADER_ASKS_WHO_IS_THERE);
        }
    }
    let mut extractors: Vec<_> = argument_types(signature).cloned().collect();
    if extractors.is_empty() {
        let message =
            if loads.takes_id() { messages::LOADER_WITHOUT_ID } else { messages::LOADER_WITHOUT_REQUEST };
        report(&signature.ident, message);
    }
    result?;
    let id = loads.takes_id().then(|| extractors.remove(0));
    Ok(LoaderCall { id, extractors })
}

/// The written types of the arguments.
fn argument_types(signature: &Signature) -> impl Iterator<Item = &Type> {
    signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(&*argument.ty),
        FnArg::Receiver(_) => None,
    })
}

/// What to say of an extractor where the id belongs, as in a handler.
fn extractor_for_id(ty: &Type) -> Option<String> {
    let last = types::last_segment(ty)?;
    if last.ident == "Path" {
        let id = types::first_argument(last).map_or("i64".into(), types::text);
        return Some(messages::id_in_an_extractor(&id));
    }
    is_extractor(ty).then(|| messages::id_after_extractor(&types::text(ty)))
}

/// Whether the type is one of axum's extractors, by name.
fn is_extractor(ty: &Type) -> bool {
    const NAMES: [&str; 7] = ["ConnectInfo", "Extension", "HeaderMap", "Method", "Query", "State", "Uri"];
    types::is_called(ty, &NAMES)
}

/// What to take in place of a reference to what is extracted: `State`, unless `ty` is an extractor itself.
fn extracted(ty: &Type) -> String {
    if is_extractor(ty) { types::text(ty) } else { format!("State<{}>", owned(ty)) }
}

/// What to take in place of a reference to `ty`.
fn owned(ty: &Type) -> String {
    let text = types::text(ty);
    if text == "str" { "String".into() } else { text }
}

/// `Post` of `Option<Post>` or of `Result<Option<Post>, _>`; any other wrapper is the runtime's to judge.
fn check_loaded<'a>(
    thing: &str,
    signature: &'a Signature,
    diagnostics: &mut Diagnostics,
) -> Result<(&'a Type, Result<(), Reported>), Reported> {
    let ReturnType::Type(_, written) = &signature.output else {
        return Err(diagnostics.error(&signature.ident, messages::loader_without_return(thing)));
    };
    let optional =
        |ty| types::last_segment(ty).filter(|last| last.ident == "Option").and_then(types::first_argument);
    let wrapped = types::last_segment(written).and_then(types::first_argument);
    if let Some(loaded) = optional(written).or_else(|| wrapped.and_then(optional)) {
        return Ok((loaded, Ok(())));
    }
    let reported = diagnostics.error(written, messages::loader_return(thing));
    // `User` and `Result<User, _>` only lack the `Option`: their loader is not missing as well.
    match types::peel(written) {
        Type::Path(_) => Ok((wrapped.unwrap_or(written), Err(reported))),
        _ => Err(reported),
    }
}
