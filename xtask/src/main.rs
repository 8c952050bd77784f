//! Tasks of this repository: `cargo xtask test`, `cargo xtask ci` and others.

#![allow(clippy::disallowed_methods, reason = "a task waits for real programs, in real time")]

mod benches;
mod cargo;
mod check_examples;
mod compile_cost;
mod failure;
mod processes;
mod report;
mod services;
mod tasks;
mod tools;

use std::{env, process::ExitCode};

use compile_cost::Part;
use failure::Failure;
use report::Report;

const USAGE: &str = "\
usage: cargo xtask <task>

  test            every test of the workspace, then the tests on servers and in a real browser
  ci              formatting, lints and documentation, then everything `test` and `budgets` do
  check-examples  names every public item whose documentation has no example
  budgets         whether a request costs no more instructions and allocations than benches/budgets.txt says
  bench           what a request costs beside axum and others; writes docs/performance.md, takes ten minutes
  soak            ten million requests, and the memory meanwhile
  compile-cost [handlers | hello]
                  what guarded handlers, and a whole application, cost the compiler; writes docs/compile-time.md

What is missing, a browser and its driver, Postgres, Redis or valgrind, is installed where this machine allows it.";

fn main() -> ExitCode {
    processes::stop_on_ctrl_c();
    let mut report = Report::default();
    let arguments: Vec<String> = env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["test"] => tasks::test(&mut report),
        ["check-examples"] => check_examples::check_examples(&mut report),
        ["bench"] => benches::page(&mut report),
        ["budgets"] => benches::budgets(&mut report),
        ["soak"] => benches::soak(&mut report),
        ["compile-cost"] => compile_cost::compile_cost(Part::Both, &mut report),
        ["compile-cost", "handlers"] => compile_cost::compile_cost(Part::Handlers, &mut report),
        ["compile-cost", "hello"] => compile_cost::compile_cost(Part::Hello, &mut report),
        ["ci"] => tasks::ci(&mut report),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    report.print();
    match outcome {
        Ok(()) if report.all_passed() => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            if matches!(failure, Failure::Interrupted) { ExitCode::from(130) } else { ExitCode::FAILURE }
        }
    }
}
