//! The impls that say which rule a type stands for.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Attribute;

use super::rule_plan::RulePlan;
use crate::runtime_path::RuntimePath;

/// A type that stands for a rule: beside a handler, or a named one.
pub(super) struct Declaration<'a> {
    pub(super) runtime: &'a RuntimePath,
    pub(super) rule: &'a RulePlan,
    pub(super) cfgs: Vec<&'a Attribute>,
    pub(super) declared: &'a Ident,
    /// The handler's or the rule's own name, for the source line.
    pub(super) name: &'a Ident,
    /// The name as the access table shows it.
    pub(super) text: String,
}

impl Declaration<'_> {
    /// That the type declares the rule; with more constants.
    pub(super) fn declares(&self, constants: Option<&TokenStream>) -> TokenStream {
        let Self { runtime, rule, cfgs, declared, name, text } = self;
        // One constant for all of it: each costs rustc as much as a function.
        let mut value = TokenStream::new();
        rule.print(runtime, &mut value);
        // The place of the call is that of the name.
        value.extend([quote_spanned!(name.span()=> .at(::core::module_path!(), #text))]);
        quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #runtime::DeclaredRule for #declared {
                const DECLARED: #runtime::Declared = #value;
                #constants
            }
        }
    }

    /// For which users and states it does.
    pub(super) fn fits(&self) -> TokenStream {
        let Self { runtime, rule, cfgs, declared, .. } = self;
        let fits = rule.fits(runtime, declared);
        quote! {
            #(#cfgs)*
            #[automatically_derived]
            #fits
        }
    }
}
