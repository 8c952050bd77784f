//! The one driver: reads arguments and item, has a macro check them, prints its plan after the errors.

use darling::FromMeta;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

use crate::{
    diagnostics::{Diagnostics, Reported},
    runtime_path::RuntimePath,
    syntax::{fallback, operators, read::Read},
};

/// What stands in an attribute and below it.
pub(crate) struct Input<Args, Item> {
    pub(crate) args: Result<Args, Reported>,
    /// The arguments as they were written.
    pub(crate) written: TokenStream,
    pub(crate) item: Item,
    pub(crate) runtime: RuntimePath,
}

/// What an attribute macro brings: from its input to a plan.
type Check<Args, Item, Plan> = fn(Input<Args, Item>, &mut Diagnostics) -> Result<Plan, Reported>;

/// An attribute macro. `check` reports every mistake it can; it still makes a plan where one makes sense, so that one
/// mistake does not echo as a missing rule or a missing loader.
pub(crate) fn attribute<Args: FromMeta, Item: Read, Plan: ToTokens>(
    written: TokenStream,
    item: TokenStream,
    check: Check<Args, Item, Plan>,
) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let list = diagnostics.absorb(operators::arguments(&written));
    let runtime = RuntimePath::among(list.as_deref().unwrap_or_default());
    let args = list.and_then(|list| diagnostics.absorb(Args::from_list(&list)));
    let plan = diagnostics
        .absorb(Item::read(item.clone()))
        .and_then(|item| check(Input { args, written, item, runtime }, &mut diagnostics));
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
