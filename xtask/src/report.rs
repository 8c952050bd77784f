//! Runs steps one after the other and remembers how each went.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    failure::Failure,
    processes::{self, Group},
};

#[derive(Debug, Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Interrupted,
}

impl Report {
    /// Runs one step to its end. A failed step is noted and is no error, so the steps after it run too.
    pub(crate) fn run(&mut self, name: &'static str, command: &mut Command) -> Result<(), Failure> {
        processes::check_interrupt()?;
        println!("\n== {name}");
        let began = Instant::now();
        let ended = Group::spawn(command)
            .map_err(Failure::while_doing(format!("start `{}`", command.get_program().display())))?
            .wait();
        let outcome = match &ended {
            Ok(status) if status.success() => Outcome::Passed,
            Ok(_) => Outcome::Failed,
            Err(_) => Outcome::Interrupted,
        };
        self.steps.push(Step { name, outcome, took: began.elapsed() });
        ended.map(drop)
    }

    /// Notes what was found out without a program of its own.
    pub(crate) fn note(&mut self, name: &'static str, has_passed: bool) {
        let outcome = if has_passed { Outcome::Passed } else { Outcome::Failed };
        self.steps.push(Step { name, outcome, took: Duration::ZERO });
    }

    /// Whether there was something to do and all of it passed.
    pub(crate) fn all_passed(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|step| step.outcome == Outcome::Passed)
    }

    pub(crate) fn print(&self) {
        if self.steps.is_empty() {
            return;
        }
        println!("\n== summary");
        for Step { name, outcome, took } in &self.steps {
            let outcome = match outcome {
                Outcome::Passed => "passed",
                Outcome::Failed => "FAILED",
                Outcome::Interrupted => "interrupted",
            };
            println!("   {name:<32} {outcome:<11} {:>5.0} s", took.as_secs_f64());
        }
    }
}
