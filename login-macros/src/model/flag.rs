//! An argument that is there or not, and takes no value.

use darling::{Error, util::path_to_string};
use syn::{Meta, Path};

use crate::diagnostics::messages;

/// The name as it was written, for carets.
pub(crate) type Flag = Option<Path>;

/// Reads `name`; refuses `name = "value"` and `name(value)`.
pub(super) fn read_flag(meta: &Meta) -> darling::Result<Flag> {
    let refuse = |path| Error::custom(messages::flag_with_value(&path_to_string(path)));
    match meta {
        Meta::Path(path) => Ok(Some(path.clone())),
        Meta::List(list) => Err(refuse(&list.path).with_span(&list.path)),
        Meta::NameValue(pair) => Err(refuse(&pair.path).with_span(&pair.value)),
    }
}
