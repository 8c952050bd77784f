//! How a figure is taken: time, instructions, allocations and memory, each by its own means.

mod allocations;
mod callgrind;
mod instructions;
mod memory;
mod time;

pub use allocations::Allocated;
pub(crate) use allocations::{allocations_of, bytes_kept};
pub(crate) use instructions::{Instructions, instructions_of};
pub(crate) use memory::resident_bytes;
pub(crate) use time::{Paired, Timing, median, now, take_turns};

use tokio::runtime::{Builder, Runtime};

/// One thread, so that a request costs what it costs there; with a timer, which axum_session asks for.
pub(crate) fn runtime() -> crate::Result<Runtime> {
    Ok(Builder::new_current_thread().enable_time().build()?)
}
