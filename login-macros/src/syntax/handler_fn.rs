//! A handler, of which only the attributes that are no documentation are parsed: everything else is passed on as it came.
//!
//! Each token that syn reads and prints costs the compiler of every user a message to it and back, in a macro that nobody optimized.
//! What a macro is given is a function for rustc by then, so the parts of one can be told apart by a look at each token.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::{
    Attribute, Visibility,
    parse::{ParseStream, Parser},
};

use super::{angles, argument::Argument, read::Read};
use crate::diagnostics::messages;

/// A function with an access attribute.
#[derive(Clone)]
pub(crate) struct HandlerFn {
    pub(crate) docs: Vec<TokenTree>,
    /// The other attributes.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Vec<TokenTree>,
    /// `async`, and whatever else stands before `fn`.
    pub(crate) qualifiers: Vec<TokenTree>,
    pub(crate) keyword: Ident,
    pub(crate) ident: Ident,
    /// The generic parameters, with what they stand in.
    pub(crate) generics: Vec<TokenTree>,
    /// What stands in the parentheses.
    pub(crate) list: Group,
    pub(crate) arguments: Vec<Argument>,
    /// The return type, the `where` clause.
    pub(crate) rest: Vec<TokenTree>,
    pub(crate) body: Option<TokenTree>,
}

impl Read for HandlerFn {
    fn read(item: TokenStream) -> syn::Result<Self> {
        let refuse = |input: ParseStream<'_>| {
            input.call(Attribute::parse_outer)?;
            input.parse::<Visibility>()?;
            Err(input.error(messages::NOT_A_FUNCTION))
        };
        Self::of(item.clone()).unwrap_or_else(|| refuse.parse2(item))
    }
}

impl HandlerFn {
    /// The item as a function; `None` where it is something else.
    pub(crate) fn of(item: TokenStream) -> Option<syn::Result<Self>> {
        let tokens: Vec<_> = item.into_iter().collect();
        // A `macro_rules!` may put all of an item into an invisible group.
        if let [TokenTree::Group(all)] = &tokens[..] {
            return Self::of(all.stream());
        }
        let mut tokens = tokens.into_iter();
        let (Before { docs, attrs, vis, qualifiers }, keyword) = until_keyword(&mut tokens)?;
        let Some(TokenTree::Ident(ident)) = tokens.next() else { return None };
        // Among generic parameters there may be parentheses too.
        let (generics, list) = angles::until(&mut tokens, |token| matches!(token, TokenTree::Group(_)));
        let Some(TokenTree::Group(list)) = list else { return None };
        let mut rest: Vec<_> = tokens.collect();
        let body = rest.pop();
        let arguments = Argument::all(list.stream());
        let function = |attrs| Self {
            docs,
            attrs,
            vis,
            qualifiers,
            keyword,
            ident,
            generics,
            list,
            arguments,
            rest,
            body,
        };
        Some(Attribute::parse_outer.parse2(attrs).map(function))
    }

    /// Prints the function with one more argument, the first: axum extracts it before every other, so a refused request's body is never
    /// read.
    pub(crate) fn print_behind(&self, mut first: TokenStream, tokens: &mut TokenStream) {
        tokens.append_all(&self.docs);
        tokens.append_all(&self.attrs);
        tokens.append_all(&self.vis);
        tokens.append_all(&self.qualifiers);
        self.keyword.to_tokens(tokens);
        self.ident.to_tokens(tokens);
        tokens.append_all(&self.generics);
        first.extend([self.list.stream()]);
        let mut list = Group::new(Delimiter::Parenthesis, first);
        list.set_span(self.list.span());
        tokens.append(list);
        tokens.append_all(&self.rest);
        self.body.to_tokens(tokens);
    }
}

/// What stands before `fn`, and `fn` itself; `None` where there is something else.
fn until_keyword(tokens: &mut impl Iterator<Item = TokenTree>) -> Option<(Before, Ident)> {
    let mut before = Before::default();
    loop {
        match tokens.next()? {
            TokenTree::Ident(word) => match word.to_string().as_str() {
                "fn" => return Some((before, word)),
                "pub" => before.vis.push(word.into()),
                "async" | "const" | "extern" | "unsafe" => before.qualifiers.push(word.into()),
                _ => return None,
            },
            abi @ TokenTree::Literal(_) => before.qualifiers.push(abi),
            // `(crate)`, and the invisible group around a `$vis`.
            group @ TokenTree::Group(_) => before.vis.push(group),
            hash @ TokenTree::Punct(_) => {
                let attribute = [hash, tokens.next()?];
                if is_documentation(&attribute[1]) {
                    before.docs.extend(attribute);
                } else {
                    before.attrs.extend(attribute);
                }
            }
        }
    }
}

#[derive(Default)]
struct Before {
    docs: Vec<TokenTree>,
    attrs: TokenStream,
    vis: Vec<TokenTree>,
    qualifiers: Vec<TokenTree>,
}

/// Each line of documentation is an attribute.
fn is_documentation(attribute: &TokenTree) -> bool {
    let TokenTree::Group(attribute) = attribute else { return false };
    let name = attribute.stream().into_iter().next();
    matches!(name, Some(TokenTree::Ident(name)) if name == "doc")
}
