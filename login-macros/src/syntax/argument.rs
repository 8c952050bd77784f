//! An argument of a handler. Its pattern is nobody's business, and its type is parsed for those only who ask about one of its name.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::{Token, Type};

use super::{angles, types};

#[derive(Clone)]
pub(crate) struct Argument {
    /// Whether it is there only under a `cfg`.
    pub(crate) is_conditional: bool,
    pattern: Vec<TokenTree>,
    ty: Vec<TokenTree>,
    /// The last word of the type's path, if it may be one.
    name: Option<String>,
}

impl Argument {
    /// The arguments of a list.
    pub(crate) fn all(list: TokenStream) -> Vec<Self> {
        let mut tokens = list.into_iter();
        let mut arguments = Vec::new();
        loop {
            let (argument, comma) = angles::until(&mut tokens, |token| is_punct(token, ','));
            if !argument.is_empty() {
                arguments.push(Self::of(argument));
            }
            if comma.is_none() {
                return arguments;
            }
        }
    }

    fn of(mut pattern: Vec<TokenTree>) -> Self {
        let mut is_conditional = false;
        while pattern.len() > 2 && is_punct(&pattern[0], '#') {
            let attribute: TokenStream = pattern.drain(..2).collect();
            is_conditional |= types::mentions(attribute, &["cfg"]);
        }
        let mut ty = pattern.split_off(colon(&pattern));
        ty.drain(..ty.len().min(1));
        let name = name(ty.iter().cloned());
        Self { is_conditional, pattern, ty, name }
    }

    /// What stands before the colon.
    pub(crate) fn pattern(&self) -> TokenStream {
        self.pattern.iter().cloned().collect()
    }

    /// What stands behind it.
    pub(crate) fn ty(&self) -> TokenStream {
        self.ty.iter().cloned().collect()
    }

    /// The type, if it is called one of `names`.
    pub(crate) fn called(&self, names: &[&str]) -> Option<Type> {
        let may_be = self.name.as_ref().is_some_and(|name| names.contains(&name.as_str()));
        let ty = may_be.then(|| syn::parse2(self.ty()).ok());
        ty.flatten().filter(|ty| types::is_called(ty, names))
    }

    /// The name that it has in the handler; `None` where it is taken apart or thrown away.
    pub(crate) fn binding(&self) -> Option<Ident> {
        binding(self.pattern.iter().cloned()).filter(|name| name != "_")
    }

    /// The `self` that it is.
    pub(crate) fn receiver(&self) -> Option<&Ident> {
        match self.pattern.last() {
            Some(TokenTree::Ident(last)) if last == "self" => Some(last),
            _ => None,
        }
    }

    /// Whether it is `...`.
    pub(crate) fn is_variadic(&self) -> bool {
        self.pattern.iter().chain(&self.ty).last().is_some_and(|last| is_punct(last, '.'))
    }
}

impl ToTokens for Argument {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.pattern);
        if !self.ty.is_empty() {
            <Token![:]>::default().to_tokens(tokens);
            tokens.append_all(&self.ty);
        }
    }
}

/// Where the pattern ends: at a colon that is not one of two.
fn colon(tokens: &[TokenTree]) -> usize {
    let is_colon = |at: usize| tokens.get(at).is_some_and(|token| is_punct(token, ':'));
    let is_joint =
        |at: usize| matches!(&tokens[at], TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
    let mut at = 0;
    while at < tokens.len() {
        match (is_colon(at), is_colon(at + 1) && is_joint(at)) {
            (true, true) => at += 2,
            (true, false) => return at,
            _ => at += 1,
        }
    }
    at
}

/// What a pattern names, which may stand in the invisible group that a `macro_rules!` puts around a `$p:pat`.
fn binding(pattern: impl IntoIterator<Item = TokenTree>) -> Option<Ident> {
    let mut last = None;
    for token in pattern {
        match token {
            // Before it stand `ref` and `mut`.
            TokenTree::Ident(ident) => last = Some(ident),
            TokenTree::Punct(punct) if punct.as_char() == '@' => break,
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                return binding(group.stream());
            }
            _ => return None,
        }
    }
    last
}

/// The last word of a path, which may stand in parentheses or in the invisible group around a `$t:ty`.
fn name(ty: impl IntoIterator<Item = TokenTree>) -> Option<String> {
    let mut last = None;
    for token in ty {
        match token {
            TokenTree::Ident(word) => last = Some(word),
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            TokenTree::Punct(punct) if punct.as_char() == '<' => break,
            TokenTree::Group(group) if last.is_none() => return name(group.stream()),
            _ => return None,
        }
    }
    last.map(|word| word.to_string())
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}
