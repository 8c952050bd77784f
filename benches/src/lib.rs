//! The same app in variants, and what a request of each costs. `cargo xtask bench` writes it to `docs/performance.md`.

mod budgets;
mod commands;
mod growth;
mod loopback;
mod measure;
mod page;
mod prepared;
mod scenario;
mod soak;
mod users;
mod variants;
mod work;

pub use commands::{count_allocations, run};
pub use measure::Allocated;

/// A benchmark that cannot go on says why and ends.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
