//! A unit struct that stands for a rule.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ItemStruct, ext::IdentExt};

use super::{
    own_conditions::OwnConditions,
    rule_plan::{RuleKind, RulePlan},
};
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
        if let RuleKind::Requires(plan) = &rule.kind
            && !plan.own_conditions().is_empty()
        {
            OwnConditions { runtime, plan, cfgs: &cfgs, own: name }.print(tokens);
        }
        let mut ty = TokenStream::new();
        rule.print_type(runtime, None, Some(name), &mut ty);
        tokens.extend(quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #runtime::NamedRule for #name {
                type Itself = Self;
                const RULE: #runtime::AccessRule = <#ty as #runtime::DeclaredRule>::RULE;
                const NAME: &'static ::core::primitive::str = #text;
            }
            #(#cfgs)*
            #[automatically_derived]
            impl<__User, __State: 'static> #runtime::NamedRuleFor<__User, __State> for #name
            where
                #ty: #runtime::RuleFor<__User, __State>,
            {
            }
        });
    }
}
