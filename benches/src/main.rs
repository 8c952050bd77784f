//! `cargo xtask bench` runs this; `cargo run --release -p benches -- help` lists what it can do by itself.

use std::process::ExitCode;

fn main() -> ExitCode {
    benches::run()
}
