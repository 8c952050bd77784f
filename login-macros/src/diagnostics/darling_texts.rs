//! darling's own texts in our words: they start with a capital and speak of fields.

use super::messages;

/// Rewords the openings darling writes itself; everything else is ours or syn's already. The span stays.
pub(super) fn reword(error: syn::Error) -> syn::Error {
    let text = error.to_string();
    let names: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let Some((name, others)) = names.split_first() else { return error };
    let ours = if text.starts_with("Unknown field: `") {
        match others {
            [nearest] if text.contains("Did you mean") => messages::misspelled_argument(name, nearest),
            known => messages::unknown_argument(name, known),
        }
    } else if text.starts_with("Duplicate field `") {
        messages::duplicate_argument(name)
    } else if text.starts_with("Unexpected meta-item format `literal`") {
        messages::LITERAL_ARGUMENT.into()
    } else {
        return error;
    };
    syn::Error::new(error.span(), ours)
}
