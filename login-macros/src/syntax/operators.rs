//! The operators of Rust's expressions, where none belongs.

use darling::ast::NestedMeta;
use proc_macro2::{Spacing, TokenStream, TokenTree};

use super::meta_list;
use crate::diagnostics::messages;

/// An operator that compares, joins or negates.
struct Operator {
    text: &'static str,
    /// For carets.
    tokens: TokenStream,
}

const OPERATORS: [&str; 4] = ["||", "&&", "==", "!="];

/// What to say where conditions are joined, compared or negated by an operator; `None` where there is none.
pub(crate) fn refused(tokens: TokenStream) -> Option<syn::Error> {
    let operator = first(tokens)?;
    let message = match operator.text {
        "==" | "!=" => messages::CONDITION_EQUALS,
        _ => messages::CONDITION_OPERATOR,
    };
    Some(syn::Error::new_spanned(operator.tokens, message))
}

/// Reads the arguments of an attribute; of those that cannot be read, an operator tells more than where reading ended.
pub(crate) fn arguments(written: &TokenStream) -> syn::Result<Vec<NestedMeta>> {
    meta_list::parse(written).map_err(|error| refused(written.clone()).unwrap_or(error))
}

/// The first operator that stands in `tokens`, or inside of what stands in there.
fn first(tokens: TokenStream) -> Option<Operator> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Group(group) => {
                if let Some(inside) = first(group.stream()) {
                    return Some(inside);
                }
            }
            TokenTree::Punct(punct) => {
                let next = tokens.peek().cloned();
                let joined = next.filter(|_| punct.spacing() == Spacing::Joint);
                let written = joined.as_ref().map(|next| format!("{}{next}", punct.as_char()));
                if let Some(text) = OPERATORS.into_iter().find(|text| written.as_deref() == Some(*text)) {
                    return Some(Operator { text, tokens: [token].into_iter().chain(joined).collect() });
                }
                if punct.as_char() == '!' {
                    return Some(Operator { text: "!", tokens: token.into() });
                }
            }
            _ => {}
        }
    }
    None
}
