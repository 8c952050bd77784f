//! What each path of ours may cost, held in CI: counts, as time is not the same twice on a shared machine.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::Result;
use crate::measure::{allocations_of, instructions_of};
use crate::scenario::Scenario;
use crate::variants::Variant;
use crate::work::Work;

/// The random keys of hash maps and another processor's vectors move counts by a part of this.
const HEADROOM: f64 = 1.03;
/// And this much moves what is next to nothing.
const ALWAYS: f64 = 30.0;

const EXPLANATION: &str = "\
# What a request of ours may cost over bare axum's: instructions, as callgrind counts them, and allocations.
# `cargo xtask ci` fails when one is exceeded. UPDATE_BUDGETS=1 cargo xtask budgets writes what is measured, with 3 %
# of headroom: a number that grew is a decision, and its commit says why.
";

/// Over bare axum, of one request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    pub(crate) instructions: f64,
    pub(crate) allocations: i64,
}

/// Prints every path beside its budget and fails when one is exceeded.
pub(crate) fn check() -> Result<()> {
    let measured = Scenario::ALL.map(|scenario| (scenario, over_bare(scenario)));
    if env::var_os("UPDATE_BUDGETS").is_some() {
        return update(measured);
    }
    let budgets = read(&fs::read_to_string(path())?)?;
    let mut exceeded = Vec::new();
    println!(
        "{:14} {:>14} {:>10} {:>14} {:>10}",
        "over bare", "instructions", "at most", "allocations", "at most"
    );
    for (scenario, cost) in measured {
        let (cost, key) = (cost?, scenario.key());
        let budget = budgets.iter().find(|(name, _)| name == key);
        let budget = budget.ok_or_else(|| format!("no budget for `{key}`; run with UPDATE_BUDGETS=1"))?.1;
        println!(
            "{key:14} {:>14.0} {:>10.0} {:>14} {:>10}",
            cost.instructions, budget.instructions, cost.allocations, budget.allocations
        );
        if cost.instructions > budget.instructions || cost.allocations > budget.allocations {
            exceeded.push(key);
        } else if cost.instructions * 1.1 + ALWAYS < budget.instructions {
            println!("{:14} far below its budget; UPDATE_BUDGETS=1 keeps what was won", "");
        }
    }
    if exceeded.is_empty() { Ok(()) } else { Err(format!("over budget: {}", exceeded.join(", ")).into()) }
}

fn over_bare(scenario: Scenario) -> Result<Cost> {
    let works = [Variant::Ours, Variant::Bare].map(|variant| Work::Request(variant, scenario));
    let (ours, bare) = (instructions_of(works[0])?, instructions_of(works[1])?);
    let allocations = allocations_of(&works)?;
    let allocations = i64::try_from(allocations[0])? - i64::try_from(allocations[1])?;
    Ok(Cost { instructions: ours.all - bare.all, allocations })
}

fn update(measured: [(Scenario, Result<Cost>); Scenario::ALL.len()]) -> Result<()> {
    let mut text = format!("{EXPLANATION}\n# {:12} {:>14} {:>14}\n", "path", "instructions", "allocations");
    for (scenario, cost) in measured {
        let cost = cost?;
        let most = cost.instructions.max(0.0) * HEADROOM + ALWAYS;
        // Writing into a string does not fail.
        let _ = writeln!(text, "{:14} {most:>14.0} {:>14}", scenario.key(), cost.allocations.max(0));
    }
    fs::write(path(), text)?;
    println!("written: {}", path().display());
    Ok(())
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("budgets.txt")
}

fn read(text: &str) -> Result<Vec<(String, Cost)>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| match line.split_whitespace().collect::<Vec<_>>()[..] {
            [name, instructions, allocations] => {
                let cost = Cost { instructions: instructions.parse()?, allocations: allocations.parse()? };
                Ok((name.to_owned(), cost))
            }
            _ => Err(format!("a budget is a path and two numbers, not `{line}`").into()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Cost, path, read};
    use crate::scenario::Scenario;

    #[test]
    fn every_path_has_a_budget() {
        let budgets = std::fs::read_to_string(path()).expect("the file of budgets");
        let budgets = read(&budgets).expect("budgets");
        assert!(budgets.iter().map(|(name, _)| name.as_str()).eq(Scenario::ALL.map(Scenario::key)));
    }

    #[test]
    fn a_line_is_a_path_and_two_numbers() {
        let cost = Cost { instructions: 8000.0, allocations: 2 };
        assert_eq!(read("# path\n\nguarded 8000 2\n").expect("a budget"), [("guarded".to_owned(), cost)]);
        assert!(read("guarded 8000").is_err() && read("guarded many 2").is_err());
    }
}
