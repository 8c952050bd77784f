//! The arguments of `#[requires(...)]`: conditions, and what is not one.

use darling::{Error, FromMeta, ast::NestedMeta};
use syn::{Expr, Meta, Path, spanned::Spanned};

use super::{
    condition::{CONDITIONS, Condition, unnamed},
    flag::{Flag, read_flag},
};
use crate::{diagnostics::messages, runtime_path::RuntimePath, syntax::types::peel_expr};

/// The words that name something other than a condition.
const OPTIONS: [&str; 4] = ["deny", "login", "insecure_cross_origin", "crate"];

/// Every word that may stand in `#[requires(...)]`.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    CONDITIONS.into_iter().chain(OPTIONS)
}

/// `#[requires]`.
#[derive(Default)]
pub(crate) struct RequiresArgs {
    /// All of them must hold.
    pub(crate) conditions: Vec<Condition>,
    /// Some condition could not be read, so what the others mean together is not known.
    pub(crate) is_partial: bool,
    /// What is wrong with what could not be read.
    pub(crate) errors: Option<Error>,
    /// `deny = not_found`.
    pub(crate) deny_not_found: Option<Path>,
    /// `login = optional`.
    pub(crate) login_optional: Option<Path>,
    /// Lets other sites send requests of unsafe methods here.
    pub(crate) insecure_cross_origin: Flag,
}

impl RequiresArgs {
    /// What is known of arguments that cannot be read at all.
    pub(crate) fn unreadable() -> Self {
        Self { is_partial: true, ..Self::default() }
    }
}

impl FromMeta for RequiresArgs {
    fn from_list(items: &[NestedMeta]) -> darling::Result<Self> {
        let mut errors = Error::accumulator();
        let mut args = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for item in items {
            let NestedMeta::Meta(meta) = item else {
                errors.push(unnamed(item));
                args.is_partial = true;
                continue;
            };
            let name = meta.path().get_ident().map(ToString::to_string).unwrap_or_default();
            if OPTIONS.contains(&name.as_str()) && seen.contains(&name) {
                errors.push(Error::duplicate_field(&name).with_span(meta.path()));
                continue;
            }
            match name.as_str() {
                "deny" => {
                    args.deny_not_found = errors.handle(read_word(meta, "not_found", messages::DENY));
                    args.is_partial |= args.deny_not_found.is_none();
                }
                "login" => {
                    args.login_optional = errors.handle(read_word(meta, "optional", messages::LOGIN));
                    args.is_partial |= args.login_optional.is_none();
                }
                "insecure_cross_origin" => {
                    args.insecure_cross_origin = errors.handle(read_flag(meta)).flatten();
                }
                // Read by `RuntimePath::among`; checked here.
                "crate" => {
                    errors.handle(RuntimePath::from_meta(meta));
                }
                _ => match Condition::read(meta.clone(), &mut errors) {
                    Some(condition) => args.conditions.push(condition),
                    None => args.is_partial = true,
                },
            }
            seen.push(name);
        }
        args.errors = errors.finish().err();
        Ok(args)
    }
}

/// Reads `name = word`.
fn read_word(meta: &Meta, word: &str, message: &str) -> darling::Result<Path> {
    let Meta::NameValue(pair) = meta else { return Err(Error::custom(message).with_span(meta)) };
    match peel_expr(&pair.value) {
        Expr::Path(path) if path.path.is_ident(word) => Ok(path.path.clone()),
        other => Err(Error::custom(message).with_span(&other.span())),
    }
}
