//! The one driver: reads arguments and item, has a macro check them, prints its plan after the errors.

use darling::{FromMeta, ast::NestedMeta};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

use crate::{
    diagnostics::{Diagnostics, Reported},
    runtime_path::RuntimePath,
    syntax::{fallback, lenient_fn::LenientFn},
};

/// What an attribute macro brings: from its arguments and the function under it to a plan.
type Check<Args, Plan> =
    fn(Result<Args, Reported>, LenientFn, RuntimePath, &mut Diagnostics) -> Result<Plan, Reported>;

/// An attribute macro over a function. `check` reports every mistake it can; it still makes a plan where one
/// makes sense, so that one mistake does not echo as a missing rule or a missing loader.
pub(crate) fn attribute<Args: FromMeta, Plan: ToTokens>(
    args: TokenStream,
    item: TokenStream,
    check: Check<Args, Plan>,
) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let written = diagnostics.absorb(NestedMeta::parse_meta_list(args));
    let runtime = RuntimePath::among(written.as_deref().unwrap_or_default());
    let args = written.and_then(|written| diagnostics.absorb(Args::from_list(&written)));
    let plan = diagnostics
        .absorb(syn::parse2(item.clone()))
        .and_then(|function| check(args, function, runtime, &mut diagnostics));
    let output = plan
        .map_or_else(|_: Reported| fallback::without_access_attributes(item), |plan| plan.to_token_stream());
    diagnostics.with(output)
}

/// A derive macro. Its plan is printed also after a mistake, so that the missing impl does not echo.
pub(crate) fn derive<Plan: ToTokens>(
    input: TokenStream,
    check: fn(DeriveInput, &mut Diagnostics) -> Plan,
) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let plan = diagnostics.absorb(syn::parse2(input)).map(|input| check(input, &mut diagnostics));
    diagnostics.with(plan.map_or_else(|_: Reported| TokenStream::new(), |plan| plan.to_token_stream()))
}
