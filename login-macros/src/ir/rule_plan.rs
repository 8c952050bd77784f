//! An access rule, as the type that stands in a handler's signature.

use std::cell::Cell;

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote_spanned};
use syn::{Path, Token, Type, spanned::Spanned};

use super::plain_rule::PlainRule;
use crate::{
    model::condition::{Condition, Kind},
    runtime_path::RuntimePath,
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
    Requires(RequiresPlan),
}

pub(crate) struct RequiresPlan {
    pub(crate) conditions: Vec<Condition>,
    pub(crate) login_optional: bool,
    pub(crate) deny_not_found: bool,
    /// The handler's arguments that are loaded, in their order.
    pub(crate) objects: Vec<ObjectArgument>,
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

    /// Prints the rule as a type. Of a public one `asks` says whether the handler asks who the user is; `own` is the type that has
    /// the conditions for which the runtime has none, if there are such ones.
    pub(super) fn print_type(
        &self,
        runtime: &RuntimePath,
        asks: Option<TokenTree>,
        own: Option<&Ident>,
        tokens: &mut TokenStream,
    ) {
        let (login_optional, deny_not_found) = match &self.kind {
            RuleKind::Plain(_) => (false, false),
            RuleKind::Requires(plan) => (plan.login_optional, plan.deny_not_found),
        };
        let mut options = vec![
            (login_optional, "LoginOptional"),
            (deny_not_found, "DenyNotFound"),
            (self.insecure_cross_origin, "InsecureCrossOrigin"),
        ];
        options.retain(|(is_said, _)| *is_said);
        for (_, option) in &options {
            runtime.print(option, tokens);
            <Token![<]>::default().to_tokens(tokens);
        }
        match &self.kind {
            RuleKind::Plain(rule) => rule.print_type(runtime, asks, tokens),
            RuleKind::Requires(plan) => plan.print_type(runtime, own, tokens),
        }
        for _ in options {
            <Token![>]>::default().to_tokens(tokens);
        }
    }

    /// Whether it names types of the user's, which may be less visible than the handler.
    pub(super) fn names_types(&self) -> bool {
        let RuleKind::Requires(plan) = &self.kind else { return false };
        let mut names = false;
        for condition in &plan.conditions {
            condition.walk(&mut |condition| {
                names |= matches!(condition.kind, Kind::Role(_) | Kind::Permission(_) | Kind::Named(_));
            });
        }
        names
    }
}

impl RequiresPlan {
    /// The conditions for which the runtime has no type, in order.
    pub(super) fn own_conditions(&self) -> Vec<&Condition> {
        let mut own = Vec::new();
        for condition in &self.conditions {
            condition.walk(&mut |condition| own.extend(Some(condition).filter(|found| is_own(&found.kind))));
        }
        own
    }

    fn print_type(&self, runtime: &RuntimePath, own: Option<&Ident>, tokens: &mut TokenStream) {
        let tree = Tree { runtime, own, printed: Cell::new(0) };
        let condition = |tokens: &mut TokenStream| match &self.conditions[..] {
            [only] => tree.print(only, tokens),
            all => tree.print_list(all, tokens),
        };
        if self.objects.is_empty() {
            condition(tokens);
        } else {
            runtime.print_generic("Loading", tokens, |tokens| {
                own.to_tokens(tokens);
                <Token![,]>::default().to_tokens(tokens);
                condition(tokens);
            });
        }
    }
}

/// Whether it asks by a function, or speaks of an argument: neither can stand in a type.
fn is_own(kind: &Kind) -> bool {
    matches!(kind, Kind::Can { .. } | Kind::Owner(_) | Kind::Check(_) | Kind::Unchecked(_))
}

/// As many conditions as the runtime has tuples for.
const LONGEST_TUPLE: usize = 8;

/// The types of a tree of conditions.
struct Tree<'a> {
    runtime: &'a RuntimePath,
    own: Option<&'a Ident>,
    /// How many of its own conditions were printed.
    printed: Cell<usize>,
}

impl Tree<'_> {
    fn print(&self, condition: &Condition, tokens: &mut TokenStream) {
        match &condition.kind {
            Kind::All(parts) => self.print_list(parts, tokens),
            Kind::Any(parts) => {
                self.runtime.print_generic("Any", tokens, |tokens| self.print_list(parts, tokens));
            }
            Kind::Not(part) => self.runtime.print_generic("Not", tokens, |tokens| self.print(part, tokens)),
            Kind::Role(path) => tokens.extend([self.held("RoleIs", "role", path)]),
            Kind::Permission(path) => tokens.extend([self.held("PermissionIs", "permission", path)]),
            Kind::Fresh(within) => PlainRule::FreshLogin(*within).print_type(self.runtime, None, tokens),
            Kind::Remembered => self.runtime.print("Remembered", tokens),
            Kind::Named(path) => {
                let runtime = self.runtime.at(path.span());
                tokens.extend([
                    quote_spanned!(path.span()=> #runtime::Named<#path, { #runtime::named::<#path>() }>),
                ]);
            }
            Kind::Can { .. } | Kind::Owner(_) | Kind::Check(_) | Kind::Unchecked(_) => {
                let at = self.printed.replace(self.printed.get() + 1);
                self.runtime.print_generic("Own", tokens, |tokens| {
                    self.own.to_tokens(tokens);
                    <Token![,]>::default().to_tokens(tokens);
                    tokens.append(Literal::usize_unsuffixed(at));
                });
            }
        }
    }

    /// Prints a list as a tuple, or as one that another goes on with.
    fn print_list(&self, parts: &[Condition], tokens: &mut TokenStream) {
        let Some((parts, more)) = parts.split_at_checked(LONGEST_TUPLE).filter(|(_, more)| !more.is_empty())
        else {
            self.print_tuple(parts, tokens);
            return;
        };
        self.runtime.print_generic("Longer", tokens, |tokens| {
            self.print_tuple(parts, tokens);
            <Token![,]>::default().to_tokens(tokens);
            self.print_list(more, tokens);
        });
    }

    fn print_tuple(&self, parts: &[Condition], tokens: &mut TokenStream) {
        let mut inside = TokenStream::new();
        for part in parts {
            self.print(part, &mut inside);
            <Token![,]>::default().to_tokens(&mut inside);
        }
        tokens.append(Group::new(Delimiter::Parenthesis, inside));
    }

    /// The question whether `AppRole::Admin` holds, by its number, which `kind` takes only of what is of that kind. By way of
    /// `<AppRole>::Admin`: a name that does not exist is then one mistake for rustc, and not one of a type and one of a path.
    fn held(&self, question: &str, kind: &str, variant: &Path) -> TokenStream {
        let place = variant.span();
        let (runtime, question, kind) =
            (self.runtime.at(place), Ident::new(question, place), Ident::new(kind, place));
        let (ty, name) = (enum_of(variant), variant.segments.last());
        quote_spanned!(place=> #runtime::#question<#ty, { #runtime::#kind::<#ty>(<#ty>::#name as _) }>)
    }
}

/// `AppRole` of `AppRole::Admin`.
fn enum_of(variant: &Path) -> Path {
    let mut path = variant.clone();
    path.segments.pop();
    path.segments.pop_punct();
    path
}
