//! The access table: every route with its rule, as data.

mod access_entry;
mod access_table;
mod diff;
mod explain;
mod facets;
mod json;
mod lint;
mod persona;
mod snapshot;
mod text;
mod verdict;

pub use access_entry::AccessEntry;
pub use access_table::AccessTable;
pub use diff::AccessDiff;
pub use explain::Explanation;
pub use facets::{AccessAudience, CrossOrigin, DenyBehavior, Freshness};
pub use lint::AccessLint;
pub use persona::Persona;
#[cfg(feature = "testing")]
pub(crate) use verdict::Declared;
