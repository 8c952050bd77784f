//! The tree of conditions in `#[requires(...)]`, as it is written.

use darling::{Error, FromMeta, ast::NestedMeta, error::Accumulator};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    Expr, Ident, LitStr, Meta, MetaList, Path, Token,
    parse::{ParseStream, Parser},
    spanned::Spanned,
};

use super::{requires_args::words, within::seconds};
use crate::{
    diagnostics::messages,
    syntax::types::{self, peel_expr},
};

/// One condition. Each keeps what was written, for carets and for the text of the rule.
#[derive(Clone)]
pub(crate) struct Condition {
    pub(crate) kind: Kind,
    /// The name of the condition: `role` of `role = AppRole::Admin`.
    pub(crate) key: Path,
    /// All of it.
    pub(crate) written: TokenStream,
    /// The same as text: two that read the same are the same. Made once, as it is compared again and again.
    pub(crate) text: String,
}

#[derive(Clone)]
pub(crate) enum Kind {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Role(Path),
    Permission(Path),
    /// In seconds; `None` leaves it to the manager.
    Fresh(Option<u64>),
    Remembered,
    Can {
        action: Path,
        argument: Ident,
    },
    Owner(Ident),
    Check(Path),
    Named(Path),
    Unchecked(Ident),
}

/// The words that name a condition.
pub(crate) const CONDITIONS: [&str; 12] = [
    "all",
    "any",
    "not",
    "role",
    "permission",
    "fresh",
    "remembered",
    "can",
    "owner",
    "check",
    "rule",
    "insecure_unchecked",
];

impl Condition {
    /// Reads a condition, or reports what is wrong with it; what is right inside of it is read all the same.
    pub(crate) fn read(meta: &Meta, errors: &mut Accumulator) -> Option<Self> {
        let key = meta.path().clone();
        let name = key.get_ident().map(ToString::to_string).unwrap_or_default();
        let kind = match (name.as_str(), meta) {
            ("all", Meta::List(list)) => Kind::All(read_list(list, errors)?),
            ("any", Meta::List(list)) => Kind::Any(read_list(list, errors)?),
            ("not", Meta::List(list)) => {
                let parts = read_list(list, errors)?;
                let [part] = <[Self; 1]>::try_from(parts)
                    .map_err(|_| errors.push(Error::custom(messages::NOT_TAKES_ONE).with_span(&key)))
                    .ok()?;
                Kind::Not(Box::new(part))
            }
            _ => errors.handle(read_leaf(&name, meta))?,
        };
        let written = meta.to_token_stream();
        Some(Self { kind, key, text: types::spaceless(&written), written })
    }

    /// This condition and all inside it.
    pub(crate) fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match &self.kind {
            Kind::All(parts) | Kind::Any(parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            Kind::Not(part) => part.walk(visit),
            _ => {}
        }
    }
}

/// The conditions of a list; `None` when one of them could not be read, as its lack would be another mistake.
fn read_list(list: &MetaList, errors: &mut Accumulator) -> Option<Vec<Condition>> {
    let written = errors.handle(NestedMeta::parse_meta_list(list.tokens.clone()).map_err(Error::from))?;
    // Two steps: collecting into an `Option` at once would stop at the first mistake.
    let parts: Vec<_> = written
        .iter()
        .map(|part| match part {
            NestedMeta::Meta(meta) => Condition::read(meta, errors),
            other => {
                errors.push(unnamed(other));
                None
            }
        })
        .collect();
    parts.into_iter().collect()
}

/// What stands in a list of conditions and is none.
pub(crate) fn unnamed(part: &NestedMeta) -> Error {
    match part {
        NestedMeta::NameValueInvalidExpr(pair) => {
            let name = pair.path.get_ident().map(ToString::to_string).unwrap_or_default();
            Error::custom(messages::condition_form(&name)).with_span(&pair.value)
        }
        other => Error::custom(messages::LITERAL_CONDITION).with_span(&other.to_token_stream()),
    }
}

fn read_leaf(name: &str, meta: &Meta) -> darling::Result<Kind> {
    let refuse = |at: &dyn Spanned| Error::custom(messages::condition_form(name)).with_span(&at.span());
    match (name, meta) {
        ("role" | "permission" | "check" | "rule", Meta::NameValue(pair)) => {
            let path = read_path(name, &pair.value)?;
            Ok(match name {
                "role" => Kind::Role(path),
                "permission" => Kind::Permission(path),
                "check" => Kind::Check(path),
                _ => Kind::Named(path),
            })
        }
        ("fresh", Meta::Path(_)) => Ok(Kind::Fresh(None)),
        ("fresh", Meta::NameValue(pair)) => {
            let text = LitStr::from_expr(&pair.value).map_err(|_| refuse(&pair.value))?;
            let seconds =
                seconds(&text.value()).map_err(|message| Error::custom(message).with_span(&text))?;
            Ok(Kind::Fresh(Some(seconds)))
        }
        ("remembered", Meta::Path(_)) => Ok(Kind::Remembered),
        ("can", Meta::List(list)) => {
            let parse = |input: ParseStream<'_>| {
                let action = input.call(Path::parse_mod_style)?;
                input.parse::<Token![,]>()?;
                let argument = input.parse()?;
                input.parse::<Option<Token![,]>>()?;
                Ok(Kind::Can { action, argument })
            };
            parse.parse2(list.tokens.clone()).map_err(|_| refuse(&inside(list)))
        }
        ("owner" | "insecure_unchecked", Meta::List(list)) => {
            let argument = syn::parse2(list.tokens.clone()).map_err(|_| refuse(&inside(list)))?;
            Ok(if name == "owner" { Kind::Owner(argument) } else { Kind::Unchecked(argument) })
        }
        (name, _) if CONDITIONS.contains(&name) => Err(refuse(&meta.to_token_stream())),
        _ => {
            let words: Vec<_> = words().collect();
            Err(Error::unknown_field_with_alts(name, &words).with_span(meta.path()))
        }
    }
}

/// The path after `name =`.
fn read_path(name: &str, value: &Expr) -> darling::Result<Path> {
    let path = match peel_expr(value) {
        Expr::Path(path) if path.qself.is_none() => path.path.clone(),
        Expr::Lit(_) => return Err(Error::custom(messages::types_not_text(name)).with_span(&value.span())),
        Expr::Binary(joined) => {
            return Err(Error::custom(messages::CONDITION_OPERATOR).with_span(&joined.op.span()));
        }
        Expr::Unary(negated) => {
            return Err(Error::custom(messages::CONDITION_OPERATOR).with_span(&negated.op.span()));
        }
        _ => return Err(Error::custom(messages::condition_form(name)).with_span(&value.span())),
    };
    if matches!(name, "role" | "permission") && path.segments.len() < 2 {
        return Err(
            Error::custom(messages::variant_without_type(name, &types::spaceless(&path))).with_span(&path)
        );
    }
    Ok(path)
}

/// What stands in the parentheses, or the word before them where there is nothing.
fn inside(list: &MetaList) -> TokenStream {
    if list.tokens.is_empty() { list.path.to_token_stream() } else { list.tokens.clone() }
}
