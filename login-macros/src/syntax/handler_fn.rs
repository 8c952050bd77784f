//! A handler, of which only the arguments are parsed: everything else is passed on as it came.
//!
//! Each token that syn reads and prints costs the compiler of every user a message to it and back, in a macro that nobody optimized.
//! What a macro is given is a function for rustc by then, so the parts of one can be told apart by a look at each token.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::{
    Attribute, FnArg, Signature, Token, Variadic, Visibility,
    parse::{ParseStream, Parser},
    punctuated::Punctuated,
};

use super::read::Read;
use crate::diagnostics::messages;

/// A function with an access attribute.
#[derive(Clone)]
pub(crate) struct HandlerFn {
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
    pub(crate) arguments: Vec<FnArg>,
    pub(crate) variadic: Option<Variadic>,
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
        Self::among(item.clone()).unwrap_or_else(|| refuse.parse2(item))
    }
}

impl HandlerFn {
    /// The item as a function; `None` where it is something else.
    pub(crate) fn among(item: TokenStream) -> Option<syn::Result<Self>> {
        let mut tokens = item.into_iter();
        let (mut attrs, mut vis, mut qualifiers) = (TokenStream::new(), Vec::new(), Vec::new());
        let keyword = loop {
            match tokens.next() {
                Some(TokenTree::Ident(word)) => match word.to_string().as_str() {
                    "fn" => break word,
                    "pub" => vis.push(word.into()),
                    "async" | "const" | "extern" | "unsafe" => qualifiers.push(word.into()),
                    _ => return None,
                },
                Some(abi @ TokenTree::Literal(_)) => qualifiers.push(abi),
                Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::Bracket => {
                    vis.push(group.into());
                }
                Some(of_attribute) => attrs.append(of_attribute),
                // A `macro_rules!` may put all of an item into an invisible group.
                None => match &vis[..] {
                    [TokenTree::Group(all)] => return Self::among(all.stream()),
                    _ => return None,
                },
            }
        };
        let Some(TokenTree::Ident(ident)) = tokens.next() else { return None };
        let (generics, list) = until_parentheses(&mut tokens)?;
        let mut rest: Vec<_> = tokens.collect();
        let body = rest.pop();
        let read = || {
            let attrs = Attribute::parse_outer.parse2(attrs)?;
            let (arguments, variadic) = arguments(&list)?;
            Ok(Self {
                attrs,
                vis,
                qualifiers,
                keyword,
                ident,
                generics,
                list,
                arguments,
                variadic,
                rest,
                body,
            })
        };
        Some(read())
    }

    /// Prints the function with `_: extractor` as its first argument: axum runs it before every other, so a refused request's body is
    /// never read.
    pub(crate) fn print_behind(&self, extractor: impl ToTokens, tokens: &mut TokenStream) {
        tokens.append_all(&self.attrs);
        tokens.append_all(&self.vis);
        tokens.append_all(&self.qualifiers);
        self.keyword.to_tokens(tokens);
        self.ident.to_tokens(tokens);
        tokens.append_all(&self.generics);
        let others = self.list.stream();
        let mut list = Group::new(Delimiter::Parenthesis, quote!(_: #extractor, #others));
        list.set_span(self.list.span());
        tokens.append(list);
        tokens.append_all(&self.rest);
        self.body.to_tokens(tokens);
    }
}

/// What stands before the arguments, and the arguments. Among generic parameters there may be parentheses too.
fn until_parentheses(tokens: &mut impl Iterator<Item = TokenTree>) -> Option<(Vec<TokenTree>, Group)> {
    let (mut before, mut depth, mut is_arrow) = (Vec::new(), 0, false);
    loop {
        let token = tokens.next()?;
        match &token {
            TokenTree::Group(_) if depth == 0 => {
                let TokenTree::Group(list) = token else { return None };
                return Some((before, list));
            }
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '<' => depth += 1,
                    '>' if !is_arrow => depth -= 1,
                    _ => {}
                }
                is_arrow = punct.as_char() == '-';
            }
            _ => {}
        }
        before.push(token);
    }
}

/// The arguments, and `...`, which only a signature can have for syn.
fn arguments(list: &Group) -> syn::Result<(Vec<FnArg>, Option<Variadic>)> {
    let read = Punctuated::<_, Token![,]>::parse_terminated.parse2(list.stream());
    if let Ok(arguments) = read {
        return Ok((arguments.into_iter().collect(), None));
    }
    let signature: Signature = syn::parse2(quote!(fn handler #list))?;
    Ok((signature.inputs.into_iter().collect(), signature.variadic))
}
