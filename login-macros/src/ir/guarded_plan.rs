//! Whatever an access attribute can stand on.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{ItemImpl, ItemMod};

use super::{guard_plan::GuardPlan, named_rule_plan::NamedRulePlan};

pub(crate) enum GuardedPlan {
    /// A handler.
    Handler(GuardPlan),
    /// A unit struct that names a rule.
    Named(NamedRulePlan),
    /// A module whose handlers carry an attribute each by now.
    Module(ItemMod),
    /// An `impl` whose handlers have their guards, and the rules to declare beside it.
    Impl { item: ItemImpl, declarations: TokenStream },
}

impl ToTokens for GuardedPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Handler(plan) => plan.to_tokens(tokens),
            Self::Named(plan) => plan.to_tokens(tokens),
            Self::Module(item) => item.to_tokens(tokens),
            Self::Impl { item, declarations } => {
                tokens.extend(declarations.clone());
                item.to_tokens(tokens);
            }
        }
    }
}
