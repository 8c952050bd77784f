//! Counts allocations, in a program of its own: the counter wraps the allocator and would be in every other figure.

use std::process::ExitCode;

use benches::Allocated;

fn main() -> ExitCode {
    benches::count_allocations(|work| {
        let info = allocation_counter::measure(work);
        Allocated { times: info.count_total, bytes_kept: info.bytes_current }
    })
}
