//! The access table: every route with its rule, as data.

mod access_entry;
mod access_table;
mod diff;
mod facets;
mod json;
mod snapshot;
mod text;

pub use access_entry::AccessEntry;
pub use access_table::AccessTable;
pub use diff::AccessDiff;
pub use facets::{AccessAudience, CrossOrigin, DenyBehavior, Freshness};
