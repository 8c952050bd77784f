//! The `#[user(…)]` arguments of `#[derive(UserMixin)]`.

use darling::{Error, FromMeta};
use syn::{Expr, Meta, Path, spanned::Spanned};

use super::flag::{Flag, read_flag};
use crate::{diagnostics::messages, runtime_path::RuntimePath};

/// On a field.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct FieldMarks {
    /// The field is the user's id.
    #[darling(with = read_flag)]
    pub(crate) id: Flag,
    /// The user is refused unless the field is true.
    #[darling(with = read_flag)]
    pub(crate) active: Flag,
    /// The user is refused when the field is true.
    #[darling(with = read_flag)]
    pub(crate) inactive: Flag,
    /// A change of the field ends the user's sessions.
    #[darling(with = read_flag)]
    pub(crate) session_stamp: Flag,
    /// The field is the user's role.
    #[darling(with = read_flag)]
    pub(crate) role: Flag,
    /// The field holds the user's roles.
    #[darling(with = read_flag)]
    pub(crate) roles: Flag,
    /// The field holds permissions of the user's own.
    #[darling(with = read_flag)]
    pub(crate) permissions: Flag,
}

/// On the struct.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct StructAnswers {
    /// Whether a user is active is not a matter of fields.
    #[darling(with = read_active)]
    pub(crate) active: Option<ActiveAnswer>,
    /// No field ends the user's sessions when it changes.
    #[darling(with = read_session_stamp)]
    pub(crate) session_stamp: Option<()>,
    /// This crate cannot be asked for a loader.
    #[darling(with = read_loader)]
    pub(crate) loader: Option<LoaderAnswer>,
    /// A request alone may say who is there.
    #[darling(with = read_flag)]
    pub(crate) request_loader: Flag,
    /// Where the runtime is; checked here, read by [`RuntimePath::among`].
    #[darling(rename = "crate")]
    _runtime: Option<RuntimePath>,
}

/// `active = …` on the struct.
pub(crate) enum ActiveAnswer {
    /// Nobody is ever switched off.
    Always,
    /// A function `fn(&Self) -> bool` of the user decides.
    By(Path),
}

/// `loader = …` on the struct.
pub(crate) enum LoaderAnswer {
    /// The loader stands in another crate.
    Elsewhere,
    /// Nobody is loaded by id; the word, for carets.
    None(Path),
}

fn read_active(meta: &Meta) -> darling::Result<Option<ActiveAnswer>> {
    let path = path(meta, messages::ACTIVE_ANSWER)?;
    Ok(Some(if path.is_ident("always") { ActiveAnswer::Always } else { ActiveAnswer::By(path) }))
}

fn read_session_stamp(meta: &Meta) -> darling::Result<Option<()>> {
    answer(meta, messages::SESSION_STAMP_ANSWER, |path| path.is_ident("none").then_some(()))
}

fn read_loader(meta: &Meta) -> darling::Result<Option<LoaderAnswer>> {
    answer(meta, messages::LOADER_ANSWER, |path| {
        if path.is_ident("elsewhere") {
            Some(LoaderAnswer::Elsewhere)
        } else {
            path.is_ident("none").then(|| LoaderAnswer::None(path.clone()))
        }
    })
}

/// The answer that the path after `name =` stands for.
fn answer<T>(meta: &Meta, message: &str, read: impl Fn(&Path) -> Option<T>) -> darling::Result<Option<T>> {
    let path = path(meta, message)?;
    read(&path).map(Some).ok_or_else(|| Error::custom(message).with_span(&path))
}

/// The path after `name =`.
fn path(meta: &Meta, message: &str) -> darling::Result<Path> {
    let Meta::NameValue(pair) = meta else { return Err(Error::custom(message).with_span(meta)) };
    let mut value = &pair.value;
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    match value {
        Expr::Path(path) if path.qself.is_none() => Ok(path.path.clone()),
        _ => Err(Error::custom(message).with_span(&value.span())),
    }
}

/// On a struct with `#[derive(UserId)]`.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct IdOptions {
    /// Where the runtime is; checked here, read by [`RuntimePath::among`].
    #[darling(rename = "crate")]
    _runtime: Option<RuntimePath>,
}
