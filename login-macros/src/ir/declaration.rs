//! The impls that say which rule a type stands for.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Attribute;

use super::rule_plan::RulePlan;
use crate::runtime_path::RuntimePath;

/// A type that stands for a rule: beside a handler, or a named one.
pub(super) struct Declaration<'a> {
    pub(super) runtime: &'a RuntimePath,
    pub(super) rule: &'a RulePlan,
    pub(super) cfgs: &'a [&'a Attribute],
    pub(super) declared: &'a Ident,
}

impl Declaration<'_> {
    /// Prints that the type declares the rule, and for which users and states.
    pub(super) fn print(&self, tokens: &mut TokenStream) {
        let Self { runtime, rule, cfgs, declared } = self;
        let (value, fits) = (rule.constant(runtime), rule.fits(runtime, declared));
        tokens.extend(quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #runtime::DeclaredRule for #declared {
                const RULE: #runtime::AccessRule = #value;
            }
            #(#cfgs)*
            #[automatically_derived]
            #fits
        });
    }
}
