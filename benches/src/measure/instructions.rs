//! Instructions a request: callgrind counts n requests and 2n, and the difference leaves out all that is done once.

use std::env;
use std::fs;
use std::process::{Command, Stdio};

use super::callgrind::{Counted, read};
use crate::Result;
use crate::work::Work;

const REQUESTS: u64 = 400;

/// Of one request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Instructions {
    pub(crate) all: f64,
    /// Without those within SHA-256. Valgrind shows programs no SHA instructions, so that it counts thousands a
    /// block where a processor that has them executes about two hundred.
    pub(crate) without_sha256: f64,
}

pub(crate) fn instructions_of(work: Work) -> Result<Instructions> {
    let (once, twice) = (run(work, REQUESTS)?, run(work, 2 * REQUESTS)?);
    #[expect(clippy::cast_precision_loss, reason = "a few hundred million fit")]
    let each = |once: u64, twice: u64| twice.saturating_sub(once) as f64 / REQUESTS as f64;
    let (all, sha256) = (each(once.all, twice.all), each(once.sha256, twice.sha256));
    Ok(Instructions { all, without_sha256: all - sha256 })
}

fn run(work: Work, requests: u64) -> Result<Counted> {
    let name = format!("{}.{}.callgrind", std::process::id(), work.to_string().replace('/', "-"));
    let profile = env::temp_dir().join(name);
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet"])
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(env::current_exe()?)
        .args(["send", &work.to_string(), &requests.to_string()])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("start valgrind: {error}; on Debian: `apt-get install valgrind`"))?;
    if !output.status.success() {
        return Err(format!("valgrind: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let counted = read(&fs::read_to_string(&profile)?);
    fs::remove_file(&profile)?;
    Ok(counted)
}
