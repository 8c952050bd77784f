//! Reads what callgrind writes: <https://valgrind.org/docs/manual/cl-format.html>.

use std::collections::HashMap;

/// Instructions of a whole run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) all: u64,
    /// Of these, SHA-256's own.
    pub(crate) sha256: u64,
}

/// Sums what each function cost by itself.
pub(crate) fn read(profile: &str) -> Counted {
    let mut is_sha256 = HashMap::new();
    let mut here = false;
    let mut counted = Counted::default();
    let mut lines = profile.lines();
    while let Some(line) = lines.next() {
        if let Some(function) = line.strip_prefix("fn=") {
            // A name is written out the first time, wherever that is, and a number from then on.
            here = known(&mut is_sha256, function);
        } else if let Some(function) = line.strip_prefix("cfn=") {
            known(&mut is_sha256, function);
        } else if line.starts_with("calls=") {
            // What the callee cost stands on the next line, and is in the callee's own lines too.
            lines.next();
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            let cost = line.split_whitespace().nth(1).and_then(|cost| cost.parse().ok()).unwrap_or(0);
            counted.all += cost;
            counted.sha256 += if here { cost } else { 0 };
        }
    }
    counted
}

fn known<'a>(is_sha256: &mut HashMap<&'a str, bool>, function: &'a str) -> bool {
    let (number, name) = function.split_once(' ').unwrap_or((function, ""));
    if !name.is_empty() {
        is_sha256.insert(number, name.contains("sha2::"));
    }
    is_sha256.get(number).copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Counted, read};

    #[test]
    fn calls_count_once_and_names_are_remembered() {
        let profile = "# callgrind format\npositions: line\nevents: Ir\n\n\
                       fn=(1) app::main\n0 100\ncfn=(2) sha2::sha256::soft::compress\ncalls=1 0\n0 4000\n+3 20\n\n\
                       fn=(2)\n0 4000\n\nfn=(3) app::end\n* 7\n\ntotals: 4127\n";
        assert_eq!(read(profile), Counted { all: 4127, sha256: 4000 });
    }
}
