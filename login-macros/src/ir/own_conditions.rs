//! The conditions of one rule for which the runtime has no type, as a list of constants at a type beside the handler.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, Path, Type, spanned::Spanned};

use super::rule_plan::RequiresPlan;
use crate::{
    model::condition::{Condition, Kind},
    runtime_path::RuntimePath,
    syntax::{
        locals::{local, shown_at},
        types,
    },
};

/// A rule with such conditions, and the type that has them.
pub(super) struct OwnConditions<'a> {
    pub(super) runtime: &'a RuntimePath,
    pub(super) plan: &'a RequiresPlan,
    pub(super) cfgs: &'a [&'a Attribute],
    pub(super) own: &'a Ident,
}

impl OwnConditions<'_> {
    /// Prints the list, and what is loaded for it.
    pub(super) fn print(&self, tokens: &mut TokenStream) {
        let Self { runtime, plan, cfgs, own } = self;
        let conditions = plan.own_conditions();
        let conditions = conditions.iter().map(|condition| self.constant(condition));
        tokens.extend(quote! {
            #(#cfgs)*
            #[automatically_derived]
            impl #runtime::OwnConditions for #own {
                const OWN: &'static [#runtime::Rule] = &[#(#conditions),*];
            }
        });
        tokens.extend(self.loads().map(|loads| {
            quote! {
                #(#cfgs)*
                #[automatically_derived]
                #loads
            }
        }));
    }

    fn constant(&self, condition: &Condition) -> TokenStream {
        let runtime = self.runtime;
        match &condition.kind {
            Kind::Can { action, argument } => {
                let ty = self.type_of(argument);
                let (name, text) = (argument.to_string(), last_word(action));
                let at_action = runtime.at(action.span());
                let can =
                    quote_spanned!(action.span()=> #at_action::OfObject::can::<#action, #ty>(#text, #name));
                quote!(#runtime::Rule::Atom(&#can))
            }
            Kind::Owner(argument) => {
                let (ty, name) = (self.type_of(argument), argument.to_string());
                let at_argument = runtime.at(argument.span());
                let owner = quote_spanned!(argument.span()=> #at_argument::OfObject::owner::<#ty>(#name));
                quote!(#runtime::Rule::Atom(&#owner))
            }
            Kind::Check(path) => {
                let text = types::path_text(path);
                let asked = local("asked", Span::call_site());
                let ask = quote_spanned!(path.span()=> #runtime::ask(#path, #asked));
                quote!(#runtime::Rule::Check(&#runtime::Check::new(#text, |#asked| #ask)))
            }
            Kind::Unchecked(argument) => {
                let name = argument.to_string();
                quote!(#runtime::Rule::Unchecked(#name))
            }
            // The runtime has a type for it.
            _ => TokenStream::new(),
        }
    }

    /// The impl that says what is loaded, and whose users the rule is about; `None` where nothing is loaded.
    fn loads(&self) -> Option<TokenStream> {
        let Self { runtime, plan, own, .. } = self;
        let mut resources = plan.objects.iter().map(|object| &object.ty);
        // The user type is that of the policies.
        let first = resources.next()?;
        let at_type = runtime.at(first.span());
        let user = quote_spanned!(first.span()=> #at_type::UserOf<#first>);
        let loadable =
            quote_spanned!(first.span()=> #at_type::ResourceOf<#first>: #at_type::ResourceLoader<__State>);
        let others = resources.map(|ty| {
            let at_type = runtime.at(ty.span());
            quote_spanned!(ty.span()=> #at_type::ResourceOf<#ty>: #at_type::Resource<User = #user> + #at_type::ResourceLoader<__State>)
        });
        let loads = plan.objects.iter().map(|object| {
            let (ty, name) = (&object.ty, object.name.to_string());
            quote!(#runtime::Load::of::<#ty>(#name))
        });
        // What is wrong with the type of the first object is told there.
        Some(quote_spanned! {shown_at(first)=>
            impl<__State: 'static + ::core::marker::Send + ::core::marker::Sync> #runtime::Loads<#user, __State> for #own
            where
                #loadable,
                #(#others,)*
            {
                const LOADS: &'static [#runtime::Load<__State>] = &[#(#loads),*];
            }
        })
    }

    /// The type of an argument. One that does not exist was reported, and its rule is not printed.
    fn type_of(&self, argument: &Ident) -> Option<&Type> {
        self.plan.objects.iter().find(|object| object.name == *argument).map(|object| &object.ty)
    }
}

/// `Edit` of `actions::Edit`.
fn last_word(path: &Path) -> String {
    path.segments.last().map(|last| last.to_token_stream().to_string()).unwrap_or_default()
}
