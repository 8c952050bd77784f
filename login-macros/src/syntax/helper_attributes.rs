//! What stands in the helper attributes of a derive: `#[user(…)]`, `#[role(…)]`, `#[permission(…)]`.

use darling::ast::NestedMeta;
use syn::{Attribute, Meta};

use super::meta_list;
use crate::diagnostics::{Diagnostics, Reported, messages};

/// The arguments of all `#[name(…)]` among `attributes`, in order.
pub(crate) fn arguments(
    name: &str,
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
) -> Result<Vec<NestedMeta>, Reported> {
    let ours = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    // Two steps: collecting into a `Result` at once would stop at the first bad attribute.
    let lists: Vec<_> = ours.map(|attribute| list(name, &attribute.meta, diagnostics)).collect();
    lists.into_iter().collect::<Result<Vec<_>, _>>().map(|lists| lists.concat())
}

fn list(name: &str, meta: &Meta, diagnostics: &mut Diagnostics) -> Result<Vec<NestedMeta>, Reported> {
    match meta {
        Meta::List(list) => diagnostics.absorb(meta_list::parse(&list.tokens)),
        _ => Err(diagnostics.error(meta, messages::helper_without_list(name))),
    }
}
