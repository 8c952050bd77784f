//! The crate `benches`, in the way its figures hold: released, and with what it needs.

use std::process::Command;

use crate::{cargo::cargo, failure::Failure, report::Report, tools};

/// Measures everything and writes the page.
pub(crate) fn page(report: &mut Report) -> Result<(), Failure> {
    tools::find_or_install_valgrind()?;
    build_and_run(report, "docs/performance.md", &["page"])
}

/// The crate's own tests, then whether every path of ours keeps within its budget.
pub(crate) fn budgets(report: &mut Report) -> Result<(), Failure> {
    tools::find_or_install_valgrind()?;
    report
        .run("tests of the benchmarks", &mut cargo(["test", "--release", "--package", "benches", "--lib"]))?;
    build_and_run(report, "budgets", &["budgets"])
}

/// Ten million requests, and the memory meanwhile.
pub(crate) fn soak(report: &mut Report) -> Result<(), Failure> {
    build_and_run(report, "soak", &["soak"])
}

fn build_and_run(report: &mut Report, name: &'static str, arguments: &[&str]) -> Result<(), Failure> {
    // Both programs: `cargo run` builds only the one it runs, which looks for the other beside itself.
    report.run("build of the benchmarks", &mut build())?;
    let mut run = cargo(["run", "--release", "--package", "benches", "--bin", "benches", "--"]);
    report.run(name, run.args(arguments))
}

fn build() -> Command {
    cargo(["build", "--release", "--package", "benches", "--bins"])
}
