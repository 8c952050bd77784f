//! A unit struct that stands for a rule.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ItemStruct, ext::IdentExt};

use super::{declaration::Declaration, rule_plan::RulePlan};
use crate::{runtime_path::RuntimePath, syntax::cfgs};

/// The struct to emit as it is, and the rule it stands for.
pub(crate) struct NamedRulePlan {
    pub(crate) runtime: RuntimePath,
    pub(crate) item: ItemStruct,
    pub(crate) rule: RulePlan,
}

impl ToTokens for NamedRulePlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { runtime, item, rule } = self;
        let name = &item.ident;
        let text = name.unraw().to_string();
        let cfgs = cfgs::among(&item.attrs);
        item.to_tokens(tokens);
        Declaration { runtime, rule, cfgs: &cfgs, declared: name }.print(tokens);
        tokens.extend(quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #runtime::NamedRule for #name {
                type Itself = Self;
                const NAME: &'static ::core::primitive::str = #text;
            }
        });
    }
}
