//! The arguments of `#[role(…)]` and `#[permission(…)]`.

use std::slice;

use darling::{Error, FromMeta, ast::NestedMeta};
use syn::{Ident, LitStr, Meta, Path, Token, punctuated::Punctuated, spanned::Spanned};

use super::flag::{Flag, read_flag};
use crate::{diagnostics::messages, runtime_path::RuntimePath};

/// `#[role(…)]` on a variant.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct RoleMarks {
    /// The name to store.
    #[darling(with = read_name)]
    pub(crate) name: Option<LitStr>,
    /// The roles that this one has too.
    #[darling(with = read_includes)]
    pub(crate) includes: Vec<Ident>,
    /// The permissions that come with it.
    #[darling(with = read_grants)]
    pub(crate) grants: Vec<Path>,
}

/// `#[permission(…)]` on a variant.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct PermissionMarks {
    /// The name to store.
    #[darling(with = read_name)]
    pub(crate) name: Option<LitStr>,
}

impl RoleMarks {
    /// What can be read of arguments some of which are wrong: the others have mistakes of their own to tell.
    pub(crate) fn readable(arguments: &[NestedMeta]) -> Self {
        let each = arguments.iter().filter_map(|one| Self::from_list(slice::from_ref(one)).ok());
        each.fold(Self::default(), |all, one| Self {
            name: all.name.or(one.name),
            includes: [all.includes, one.includes].concat(),
            grants: [all.grants, one.grants].concat(),
        })
    }
}

impl From<PermissionMarks> for RoleMarks {
    fn from(marks: PermissionMarks) -> Self {
        Self { name: marks.name, ..Self::default() }
    }
}

/// On the enum.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct EnumOptions {
    /// Implements serde's traits.
    #[darling(with = read_flag)]
    pub(crate) serde: Flag,
    /// Implements sqlx's traits.
    #[darling(with = read_flag)]
    pub(crate) sqlx: Flag,
    /// Where the runtime is; checked here, read by [`RuntimePath::among`].
    #[darling(rename = "crate")]
    _runtime: Option<RuntimePath>,
}

fn read_name(meta: &Meta) -> darling::Result<Option<LitStr>> {
    let refuse = |at| Error::custom(messages::ENUM_NAME).with_span(&at);
    let Meta::NameValue(pair) = meta else { return Err(refuse(meta.span())) };
    let text = LitStr::from_expr(&pair.value).map_err(|_| refuse(pair.value.span()))?;
    let name = text.value();
    if name.is_empty() || name.contains(',') || name.trim() != name {
        Err(refuse(text.span()))
    } else {
        Ok(Some(text))
    }
}

fn read_includes(meta: &Meta) -> darling::Result<Vec<Ident>> {
    let paths: Vec<Path> = read_list(meta, messages::INCLUDES_FORM)?;
    let mut errors = Error::accumulator();
    let role = |path: &Path| {
        path.require_ident().cloned().map_err(|_| Error::custom(messages::INCLUDES_FORM).with_span(path))
    };
    let roles = paths.iter().filter_map(|path| errors.handle(role(path))).collect();
    errors.finish_with(roles)
}

fn read_grants(meta: &Meta) -> darling::Result<Vec<Path>> {
    let paths: Vec<Path> = read_list(meta, messages::GRANTS_FORM)?;
    let mut errors = Error::accumulator();
    for path in paths.iter().filter(|path| path.segments.len() < 2) {
        errors.push(Error::custom(messages::GRANTS_FORM).with_span(path));
    }
    errors.finish_with(paths)
}

fn read_list<T: syn::parse::Parse>(meta: &Meta, message: &str) -> darling::Result<Vec<T>> {
    let refuse = |at| Error::custom(message).with_span(&at);
    let Meta::List(list) = meta else { return Err(refuse(meta.span())) };
    let items = list
        .parse_args_with(Punctuated::<T, Token![,]>::parse_terminated)
        .map_err(|error| refuse(error.span()))?;
    if items.is_empty() { Err(refuse(list.path.span())) } else { Ok(items.into_iter().collect()) }
}
