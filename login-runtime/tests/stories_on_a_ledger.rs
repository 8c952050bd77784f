//! The stories, on sites with a ledger.

#[path = "stories/main.rs"]
mod stories;

use stories::{common, rules};
