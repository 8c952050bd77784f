//! An access rule, as the runtime's constants.

use std::collections::HashSet;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};
use syn::{Path, Token, Type, spanned::Spanned};

use super::plain_rule::PlainRule;
use crate::{
    model::condition::{Condition, Kind},
    runtime_path::RuntimePath,
    syntax::{
        locals::{local, shown_at},
        types,
    },
};

/// What an access attribute says, checked.
pub(crate) struct RulePlan {
    pub(crate) kind: RuleKind,
    pub(crate) insecure_cross_origin: bool,
    /// The handler's arguments are not those that the rule is about.
    pub(crate) hides_arguments: bool,
}

pub(crate) enum RuleKind {
    /// Of an attribute without conditions.
    Plain(PlainRule),
    /// `#[requires(...)]`.
    Requires {
        conditions: Vec<Condition>,
        login_optional: bool,
        deny_not_found: bool,
        /// The handler's arguments that are loaded, in their order.
        objects: Vec<ObjectArgument>,
    },
}

/// An argument that is loaded by an id in the path.
pub(crate) struct ObjectArgument {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
}

impl RulePlan {
    pub(crate) fn plain(rule: PlainRule, insecure_cross_origin: bool) -> Self {
        Self { kind: RuleKind::Plain(rule), insecure_cross_origin, hides_arguments: false }
    }

    /// The type that the runtime has for the rule; `None` where it has conditions. Of a public one `asks` says whether the handler
    /// asks who the user is.
    pub(super) fn shared_type(&self, runtime: &RuntimePath, asks: Option<TokenTree>) -> Option<TokenStream> {
        let RuleKind::Plain(rule) = self.kind else { return None };
        let mut ty = TokenStream::new();
        rule.print_type(runtime, asks, &mut ty);
        Some(if self.insecure_cross_origin { quote!(#runtime::InsecureCrossOrigin<#ty>) } else { ty })
    }

    /// The rule, as a constant.
    pub(super) fn constant(&self, runtime: &RuntimePath) -> TokenStream {
        let RuleKind::Requires { conditions, login_optional, deny_not_found, objects } = &self.kind else {
            let ty = self.shared_type(runtime, None);
            return quote!(<#ty as #runtime::DeclaredRule>::RULE);
        };
        let (tree, mut rule) = (Tree { runtime, objects }, TokenStream::new());
        match &conditions[..] {
            [only] => tree.rule(only, &mut rule),
            all => tree.list("All", all, &mut rule),
        }
        let mut constant = TokenStream::new();
        runtime.call(&["AccessRule", "requires"], rule, &mut constant);
        constant.append_all(login_optional.then(|| quote!(.login_optional())));
        constant.append_all(deny_not_found.then(|| quote!(.deny_not_found())));
        constant.append_all(self.insecure_cross_origin.then(|| quote!(.insecure_cross_origin())));
        constant
    }

    /// The impl that says for which users and states the rule is.
    pub(super) fn fits(&self, runtime: &RuntimePath, declared: &Ident) -> TokenStream {
        let RuleKind::Requires { conditions, objects, .. } = &self.kind else {
            return quote!(impl<__User, __State: 'static> #runtime::RuleFor<__User, __State> for #declared {});
        };
        let mut resources = objects.iter().map(|object| &object.ty);
        let first = resources.next();
        let (user, parameter) = match &first {
            // The user type is that of the policies.
            Some(first) => {
                let at_type = runtime.at(first.span());
                (quote_spanned!(first.span()=> #at_type::UserOf<#first>), None)
            }
            None => (quote!(__User), Some(quote!(__User,))),
        };
        let others = resources.map(|ty| {
            let at_type = runtime.at(ty.span());
            quote_spanned!(ty.span()=> #at_type::ResourceOf<#ty>: #at_type::Resource<User = #user> + #at_type::ResourceLoader<__State>)
        });
        let loadable = first.iter().map(|ty| {
            let at_type = runtime.at(ty.span());
            quote_spanned!(ty.span()=> #at_type::ResourceOf<#ty>: #at_type::ResourceLoader<__State>)
        });
        let threads = first.is_some().then(|| quote!(+ ::core::marker::Send + ::core::marker::Sync));
        let needs = needs(conditions, runtime, &user);
        let loads = objects.iter().map(|object| {
            let (ty, name) = (&object.ty, object.name.to_string());
            quote!(#runtime::Load::of::<#ty>(#name))
        });
        let loads = first
            .is_some()
            .then(|| quote!(const LOADS: &'static [#runtime::Load<__State>] = &[#(#loads),*];));
        // What is wrong with the type of the first object is told there.
        let at = first.map_or_else(Span::call_site, shown_at);
        quote_spanned! {at=>
            impl<#parameter __State: 'static #threads> #runtime::RuleFor<#user, __State> for #declared
            where
                #(#loadable,)*
                #(#others,)*
                #(#needs,)*
            {
                #loads
            }
        }
    }
}

/// What the conditions ask of the user type, each once.
fn needs(conditions: &[Condition], runtime: &RuntimePath, user: &TokenStream) -> Vec<TokenStream> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut add = |condition: &Condition| match &condition.kind {
        Kind::Role(path) => {
            let role = enum_of(path);
            if seen.insert(("role", types::path_text(&role))) {
                found.push(quote_spanned!(path.span()=> #user: #runtime::HasRole<#role>));
            }
        }
        // Of whatever type it is.
        Kind::Permission(path) if seen.insert(("permission", String::new())) => {
            found.push(quote_spanned!(path.span()=> #user: #runtime::HasPermissions));
        }
        Kind::Named(path) if seen.insert(("rule", types::path_text(path))) => {
            found.push(quote_spanned!(path.span()=> #path: #runtime::FitsUsers<#user, __State>));
        }
        _ => {}
    };
    for condition in conditions {
        condition.walk(&mut add);
    }
    found
}

/// `AppRole` of `AppRole::Admin`.
fn enum_of(variant: &Path) -> Path {
    let mut path = variant.clone();
    path.segments.pop();
    path.segments.pop_punct();
    path
}

/// The constants of a tree of conditions.
struct Tree<'a> {
    runtime: &'a RuntimePath,
    objects: &'a [ObjectArgument],
}

impl Tree<'_> {
    fn list(&self, list: &str, parts: &[Condition], tokens: &mut TokenStream) {
        // Each part is a constant of its own: nothing of the user's stands beside an operator of ours.
        let mut inside = TokenStream::new();
        for part in parts {
            self.rule(part, &mut inside);
            <Token![,]>::default().to_tokens(&mut inside);
        }
        let parts = Group::new(Delimiter::Bracket, inside);
        self.call(list, quote!(&#parts), tokens);
    }

    fn call(&self, variant: &str, value: TokenStream, tokens: &mut TokenStream) {
        self.runtime.call(&["Rule", variant], value, tokens);
    }

    fn rule(&self, condition: &Condition, tokens: &mut TokenStream) {
        let runtime = self.runtime;
        match &condition.kind {
            Kind::All(parts) => self.list("All", parts, tokens),
            Kind::Any(parts) => self.list("Any", parts, tokens),
            Kind::Not(part) => {
                let mut opposite = quote!(&);
                self.rule(part, &mut opposite);
                self.call("Not", opposite, tokens);
            }
            Kind::Role(path) => self.call("Atom", self.holds("RoleIs", path), tokens),
            Kind::Permission(path) => self.call("Atom", self.holds("PermissionIs", path), tokens),
            Kind::Fresh(None) => runtime.print(&["Rule", "FRESH"], tokens),
            Kind::Fresh(Some(seconds)) => {
                let seconds = TokenTree::from(Literal::u64_unsuffixed(*seconds));
                self.call("fresh_within", seconds.into(), tokens);
            }
            Kind::Remembered => runtime.print(&["Rule", "Remembered"], tokens),
            Kind::Can { action, argument } => {
                let ty = self.type_of(argument);
                let (name, text) = (argument.to_string(), last_word(action));
                let at_action = runtime.at(action.span());
                let can =
                    quote_spanned!(action.span()=> #at_action::OfObject::can::<#action, #ty>(#text, #name));
                self.call("Atom", quote!(&#can), tokens);
            }
            Kind::Owner(argument) => {
                let (ty, name) = (self.type_of(argument), argument.to_string());
                let at_argument = runtime.at(argument.span());
                let owner = quote_spanned!(argument.span()=> #at_argument::OfObject::owner::<#ty>(#name));
                self.call("Atom", quote!(&#owner), tokens);
            }
            Kind::Check(path) => {
                let text = types::path_text(path);
                let asked = local("asked", Span::call_site());
                let ask = quote_spanned!(path.span()=> #runtime::ask(#path, #asked));
                self.call("Check", quote!(&#runtime::Check::new(#text, |#asked| #ask)), tokens);
            }
            Kind::Named(path) => {
                tokens.extend([quote_spanned!(path.span()=> <#path as #runtime::NamedRule>::NAMED)]);
            }
            Kind::Unchecked(argument) => {
                let name = argument.to_string();
                self.call("Unchecked", quote!(#name), tokens);
            }
        }
    }

    /// The question whether `AppRole::Admin` holds, by way of `<AppRole>::Admin`. The enum is named as a type where the user is asked for it, too: a
    /// name that does not exist is then one mistake for rustc, and not one of a type and one of a path.
    fn holds(&self, question: &str, variant: &Path) -> TokenStream {
        let (runtime, question) = (self.runtime.at(variant.span()), Ident::new(question, variant.span()));
        let (ty, name) = (enum_of(variant), variant.segments.last());
        quote_spanned!(variant.span()=> &#runtime::#question(<#ty>::#name))
    }

    /// The type of an argument. One that does not exist was reported, and its rule is not printed.
    fn type_of(&self, argument: &Ident) -> Option<&Type> {
        self.objects.iter().find(|object| object.name == *argument).map(|object| &object.ty)
    }
}

/// `Edit` of `actions::Edit`.
fn last_word(path: &Path) -> String {
    path.segments.last().map(|last| last.to_token_stream().to_string()).unwrap_or_default()
}
