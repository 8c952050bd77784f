//! The tree of conditions in `#[requires(...)]`, as it is written.

use darling::{Error, FromMeta, ast::NestedMeta, error::Accumulator};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Expr, ExprLit, Ident, Lit, LitStr, Meta, MetaList, MetaNameValue, Path, Token,
    parse::{ParseStream, Parser},
    punctuated::Punctuated,
    spanned::Spanned,
};

use super::{requires_args::words, within::seconds};
use crate::{
    diagnostics::messages,
    syntax::{
        nearest::nearest,
        operators,
        types::{self, peel_expr},
    },
};

/// One condition. Each keeps what was written, for carets and for the text of the rule.
#[derive(Clone)]
pub(crate) struct Condition {
    pub(crate) kind: Kind,
    /// All of it.
    pub(crate) written: Meta,
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
    pub(crate) fn read(written: Meta, errors: &mut Accumulator) -> Option<Self> {
        let name = written.path().get_ident().map(ToString::to_string).unwrap_or_default();
        let kind = match (name.as_str(), &written) {
            ("all", Meta::List(list)) => Kind::All(read_list(list, errors)?),
            ("any", Meta::List(list)) => Kind::Any(read_list(list, errors)?),
            ("not", Meta::List(list)) => {
                let parts = read_list(list, errors)?;
                let [part] = <[Self; 1]>::try_from(parts)
                    .map_err(|_| errors.push(Error::custom(messages::NOT_TAKES_ONE).with_span(&list.path)))
                    .ok()?;
                Kind::Not(Box::new(part))
            }
            _ => errors.handle(read_leaf(&name, &written))?,
        };
        let text = text(&kind, &name, &written).unwrap_or_else(|| types::spaceless(&written));
        Some(Self { kind, written, text })
    }

    /// The name of the condition: `role` of `role = AppRole::Admin`.
    pub(crate) fn key(&self) -> &Path {
        self.written.path()
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

/// The text of a condition, put together from its parts; `None` where only its tokens tell.
fn text(kind: &Kind, name: &str, meta: &Meta) -> Option<String> {
    Some(match kind {
        Kind::All(parts) | Kind::Any(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| &*part.text).collect();
            format!("{name}({})", parts.join(", "))
        }
        Kind::Not(part) => format!("not({})", part.text),
        Kind::Role(path) | Kind::Permission(path) | Kind::Check(path) | Kind::Named(path) => {
            format!("{name} = {}", types::path_text(path))
        }
        Kind::Remembered | Kind::Fresh(None) => name.to_owned(),
        Kind::Owner(argument) | Kind::Unchecked(argument) => format!("{name}({argument})"),
        Kind::Can { action, argument } => format!("can({}, {argument})", types::path_text(action)),
        // As it is written: `60m` is not `1h`.
        Kind::Fresh(Some(_)) => match meta {
            Meta::NameValue(MetaNameValue {
                value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }), ..
            }) => {
                format!("{name} = {}", text.token())
            }
            _ => return None,
        },
    })
}

/// The conditions of a list; `None` when one of them could not be read, as its lack would be another mistake.
fn read_list(list: &MetaList, errors: &mut Accumulator) -> Option<Vec<Condition>> {
    let written = errors.handle(operators::arguments(&list.tokens).map_err(Error::from))?;
    // Two steps: collecting into an `Option` at once would stop at the first mistake.
    let parts: Vec<_> = written
        .into_iter()
        .map(|part| match part {
            NestedMeta::Meta(meta) => Condition::read(meta, errors),
            other => {
                errors.push(unnamed(&other));
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
            // `role == AppRole::Admin`: a second `=` where the value begins.
            if let Some(TokenTree::Punct(second)) = pair.value.clone().into_iter().next()
                && second.as_char() == '='
            {
                return Error::custom(messages::CONDITION_EQUALS).with_span(&second);
            }
            if let Some(error) = operators::refused(pair.value.clone()) {
                return error.into();
            }
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
                Ok((action, argument))
            };
            let (action, argument) = parse.parse2(list.tokens.clone()).map_err(|_| refuse(&inside(list)))?;
            check_action(&action, &argument)?;
            Ok(Kind::Can { action, argument })
        }
        ("owner" | "insecure_unchecked", Meta::List(list)) => {
            let argument = syn::parse2(list.tokens.clone()).map_err(|_| refuse(&inside(list)))?;
            Ok(if name == "owner" { Kind::Owner(argument) } else { Kind::Unchecked(argument) })
        }
        (name, _) if CONDITIONS.contains(&name) => Err(refuse(&meta.to_token_stream())),
        _ => Err(Error::custom(unknown(name, meta)).with_span(meta.path())),
    }
}

/// What to say of a word that names no condition.
fn unknown(name: &str, meta: &Meta) -> String {
    if let Some(message) = messages::word_of_elsewhere(name) {
        return message.into();
    }
    let (path, text) = (meta.path(), types::spaceless(meta.path()));
    match meta {
        Meta::Path(_) if path.segments.len() > 1 && is_type(path.segments.len() - 2, path) => {
            messages::unnamed_variant(&text)
        }
        Meta::Path(_) if is_type(path.segments.len() - 1, path) => messages::unnamed_rule(&text),
        _ => match nearest(name, words()) {
            Some(nearest) => messages::misspelled_argument(name, nearest),
            None => messages::unknown_condition(&text, &CONDITIONS),
        },
    }
}

/// Whether a segment is written as types are.
fn is_type(segment: usize, path: &Path) -> bool {
    path.segments.get(segment).is_some_and(|segment| is_capitalized(&segment.ident))
}

fn is_capitalized(ident: &Ident) -> bool {
    ident.to_string().starts_with(char::is_uppercase)
}

/// Refuses an action in the place of the argument, and one that is a variant.
fn check_action(action: &Path, argument: &Ident) -> darling::Result<()> {
    let last = action.segments.len() - 1;
    let (text, name) = (types::spaceless(&action.segments[last]), argument.to_string());
    let message = if last == 0 && !is_type(last, action) && is_capitalized(argument) {
        messages::action_first(&name, &text)
    } else if last > 0 && is_type(last - 1, action) {
        messages::action_is_a_variant(&text, &name)
    } else {
        return Ok(());
    };
    Err(Error::custom(message).with_span(action))
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
        // `role = A::B || permission = C::D` reads as an assignment.
        Expr::Assign(_) => {
            let otherwise = || Error::custom(messages::condition_form(name)).with_span(&value.span());
            return Err(operators::refused(value.to_token_stream()).map_or_else(otherwise, Error::from));
        }
        Expr::Array(list) => return Err(several(name, &list.elems)),
        Expr::Call(call) => return Err(several(name, &call.args)),
        _ => return Err(Error::custom(messages::condition_form(name)).with_span(&value.span())),
    };
    if matches!(name, "role" | "permission") && path.segments.len() < 2 {
        return Err(
            Error::custom(messages::variant_without_type(name, &types::spaceless(&path))).with_span(&path)
        );
    }
    Ok(path)
}

/// What to say of several values where one is taken.
fn several(name: &str, values: &Punctuated<Expr, Token![,]>) -> Error {
    let message = match name {
        "role" | "permission" => {
            let texts: Vec<_> = values.iter().map(types::spaceless).collect();
            messages::one_of_several(name, &texts)
        }
        _ => messages::condition_form(name),
    };
    syn::Error::new_spanned(values, message).into()
}

/// What stands in the parentheses, or the word before them where there is nothing.
fn inside(list: &MetaList) -> TokenStream {
    if list.tokens.is_empty() { list.path.to_token_stream() } else { list.tokens.clone() }
}
