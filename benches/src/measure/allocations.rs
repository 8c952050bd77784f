//! Allocations a request and bytes a session, as the program with the counting allocator prints them.

use std::env;
use std::process::Command;

use crate::Result;
use crate::variants::Variant;
use crate::work::Work;

/// What a piece of work asked of the allocator.
#[derive(Clone, Copy, Debug)]
pub struct Allocated {
    /// How often.
    pub times: u64,
    /// How much of it was not given back.
    pub bytes_kept: i64,
}

/// How often each of these requests allocates.
pub(crate) fn allocations_of(works: &[Work]) -> Result<Vec<u64>> {
    let names = works.iter().map(Work::to_string);
    let printed = ask(names)?;
    printed.iter().map(|line| Ok(line.parse()?)).collect()
}

/// Bytes that a log-in keeps, and bytes that one keeps when it was logged out, over so many.
pub(crate) fn bytes_kept(variant: Variant, sessions: u32) -> Result<(f64, f64)> {
    let printed = ask(["sessions".to_owned(), variant.key().to_owned(), sessions.to_string()].into_iter())?;
    match &printed[..] {
        [live, ended] => Ok((live.parse()?, ended.parse()?)),
        other => Err(format!("two figures were expected, not {other:?}").into()),
    }
}

fn ask(arguments: impl Iterator<Item = String>) -> Result<Vec<String>> {
    let program =
        env::current_exe()?.with_file_name("allocations").with_extension(env::consts::EXE_EXTENSION);
    let output = Command::new(&program)
        .args(arguments)
        .output()
        .map_err(|error| format!("start `allocations`: {error}; build both programs of this package"))?;
    if !output.status.success() {
        return Err(format!("`allocations`: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
}
