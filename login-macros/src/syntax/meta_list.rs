//! Lists of arguments, as darling takes them.
//!
//! Nearly all arguments are a word, a word with a list, or one with a path or a text. Those are read token by token: syn asks of a
//! value which of all expressions it is, in a macro that nobody optimized. Whatever looks otherwise is syn's to read, or to refuse.

use std::iter::Peekable;

use darling::ast::NestedMeta;
use proc_macro2::{Delimiter, Ident, Literal, Punct, TokenStream, TokenTree, token_stream::IntoIter};
use syn::{
    Expr, ExprLit, ExprPath, Lit, MacroDelimiter, Meta, MetaList, MetaNameValue, Path, PathSegment, Token,
    punctuated::Punctuated, token::Paren,
};

/// Reads what stands between parentheses.
pub(crate) fn parse(written: &TokenStream) -> syn::Result<Vec<NestedMeta>> {
    plain(written.clone().into_iter().peekable())
        .map_or_else(|| NestedMeta::parse_meta_list(written.clone()), Ok)
}

type Tokens = Peekable<IntoIter>;

/// The arguments, if all of them are plain.
fn plain(mut tokens: Tokens) -> Option<Vec<NestedMeta>> {
    let mut list = Vec::new();
    while tokens.peek().is_some() {
        list.push(NestedMeta::Meta(argument(&mut tokens)?));
        if let Some(separator) = tokens.next() {
            punct(separator, ',')?;
        }
    }
    Some(list)
}

fn argument(tokens: &mut Tokens) -> Option<Meta> {
    let path = Path::from(word(tokens.next()?)?);
    match tokens.peek() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            let delimiter = MacroDelimiter::Paren(Paren { span: group.delim_span() });
            let inside = group.stream();
            tokens.next();
            Some(Meta::List(MetaList { path, delimiter, tokens: inside }))
        }
        Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => {
            let eq_token = Token![=](equals.span());
            tokens.next();
            let value = match tokens.next()? {
                TokenTree::Literal(text) => Expr::Lit(ExprLit { attrs: Vec::new(), lit: string(text)? }),
                first => Expr::Path(ExprPath {
                    attrs: Vec::new(),
                    qself: None,
                    path: rest_of_path(first, tokens)?,
                }),
            };
            Some(Meta::NameValue(MetaNameValue { path, eq_token, value }))
        }
        _ => Some(Meta::Path(path)),
    }
}

/// `a::b::c`, from `a` on.
fn rest_of_path(first: TokenTree, tokens: &mut Tokens) -> Option<Path> {
    let mut segments = Punctuated::new();
    segments.push_value(PathSegment::from(word(first)?));
    while let Some(TokenTree::Punct(colon)) = tokens.next_if(is_colon) {
        let second = punct(tokens.next()?, ':')?;
        segments.push_punct(Token![::]([colon.span(), second.span()]));
        segments.push_value(PathSegment::from(word(tokens.next()?)?));
    }
    Some(Path { leading_colon: None, segments })
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':')
}

fn punct(token: TokenTree, expected: char) -> Option<Punct> {
    match token {
        TokenTree::Punct(punct) if punct.as_char() == expected => Some(punct),
        _ => None,
    }
}

fn string(literal: Literal) -> Option<Lit> {
    Some(Lit::new(literal)).filter(|literal| matches!(literal, Lit::Str(_)))
}

/// A name, and no word of the language's.
fn word(token: TokenTree) -> Option<Ident> {
    let TokenTree::Ident(ident) = token else { return None };
    let is_name = KEYWORDS.binary_search(&ident.to_string().as_str()).is_err();
    is_name.then_some(ident)
}

/// In order, and without those that can begin a path.
const KEYWORDS: [&str; 48] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::*;

    /// What each argument is, and its tokens.
    fn told(list: &[NestedMeta]) -> Vec<String> {
        let kind = |argument: &NestedMeta| match argument {
            NestedMeta::Meta(Meta::Path(_)) => "path",
            NestedMeta::Meta(Meta::List(_)) => "list",
            NestedMeta::Meta(Meta::NameValue(pair)) => match pair.value {
                Expr::Path(_) => "value that is a path",
                Expr::Lit(_) => "value that is a literal",
                _ => "value",
            },
            _ => "other",
        };
        list.iter().map(|argument| format!("{}: {}", kind(argument), argument.to_token_stream())).collect()
    }

    fn is_plain(written: TokenStream) -> bool {
        plain(written.into_iter().peekable()).is_some()
    }

    #[test]
    fn plain_arguments_are_what_darling_makes_of_them() {
        for written in [
            quote!(),
            quote!(role = AppRole::Admin),
            quote!(any(role = a::b::AppRole::Admin, fresh = "15m"), not(remembered),),
            quote!(r#rule = Safe, fresh, can(actions::Edit, post), crate = "::renamed"),
            quote!(
                rule = self::Safe,
                check = super::is_open,
                permission = super::super::Posts::Edit,
                role = Self::Admin
            ),
        ] {
            assert!(is_plain(written.clone()), "{written}");
            let expected = NestedMeta::parse_meta_list(written.clone()).expect("darling reads it");
            assert_eq!(told(&parse(&written).expect("so do we")), told(&expected));
        }
    }

    #[test]
    fn whatever_else_is_left_to_darling() {
        for written in [
            quote!(role == AppRole::Admin),
            quote!(role = true),
            quote!(role = ::roles::AppRole::Admin),
            quote!(check = is_open()),
            quote!(role = AppRole<u8>::Admin),
            quote!(role = AppRole::),
            quote!(role = AppRole:Admin),
            quote!(check = fn),
            quote!(within = 10),
            quote!("role"),
            quote!(a::b),
            quote!(any[fresh]),
            quote!(fresh remembered),
            quote!(fresh,,),
            quote!(role =),
            quote!(async),
        ] {
            assert!(!is_plain(written.clone()), "{written}");
            let (ours, darlings) = (parse(&written), NestedMeta::parse_meta_list(written.clone()));
            assert_eq!(ours.ok().map(|list| told(&list)), darlings.ok().map(|list| told(&list)), "{written}");
        }
    }

    #[test]
    fn keywords_are_in_order() {
        assert!(KEYWORDS.is_sorted());
    }
}
