//! What decides whether an item is there.

use syn::Attribute;

/// The `#[cfg]`s among `attributes`: what is emitted beside an item must share them.
pub(crate) fn among(attributes: &[Attribute]) -> Vec<&Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}
