//! What stands in the `#[user(…)]` attributes of a struct or a field.

use darling::ast::NestedMeta;
use syn::{Attribute, Meta};

use crate::diagnostics::{Diagnostics, Reported, messages};

/// The arguments of all `#[user(…)]` among `attributes`, in order.
pub(crate) fn arguments(
    attributes: &[Attribute],
    diagnostics: &mut Diagnostics,
) -> Result<Vec<NestedMeta>, Reported> {
    let ours = attributes.iter().filter(|attribute| attribute.path().is_ident("user"));
    // Two steps: collecting into a `Result` at once would stop at the first bad attribute.
    let lists: Vec<_> = ours.map(|attribute| list(&attribute.meta, diagnostics)).collect();
    lists.into_iter().collect::<Result<Vec<_>, _>>().map(|lists| lists.concat())
}

fn list(meta: &Meta, diagnostics: &mut Diagnostics) -> Result<Vec<NestedMeta>, Reported> {
    match meta {
        Meta::List(list) => diagnostics.absorb(NestedMeta::parse_meta_list(list.tokens.clone())),
        _ => Err(diagnostics.error(meta, messages::USER_ATTRIBUTE_WITHOUT_LIST)),
    }
}
