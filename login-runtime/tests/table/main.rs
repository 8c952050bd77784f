//! The access table as stories: printed, compared, explained, linted, and held against the running router.

#![allow(clippy::unnecessary_wraps, reason = "a loader answers with an option")]

mod blog;
mod diff;
mod explain;
mod facets;
mod lints;
#[cfg(feature = "testing")]
mod matrix;
