//! The attributes that give a handler its access rule.

use syn::{Attribute, Ident};

const NAMES: [&str; 5] = ["login_required", "fresh_login_required", "public", "guest_only", "requires"];

/// Takes the access attributes out of `attributes`, by the last segment of their path.
pub(crate) fn take(attributes: &mut Vec<Attribute>) -> Vec<Attribute> {
    attributes
        .extract_if(.., |attribute| name(attribute).is_some_and(|name| NAMES.iter().any(|n| name == n)))
        .collect()
}

/// The last segment of the attribute's path.
pub(crate) fn name(attribute: &Attribute) -> Option<&Ident> {
    attribute.path().segments.last().map(|segment| &segment.ident)
}
