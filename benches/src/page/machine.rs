//! On what it was measured, and which versions.

use std::path::Path;
use std::process::Command;
use std::{fs, thread};

use super::tables::table;

const CRATES: [&str; 9] = [
    "login-runtime",
    "axum",
    "tokio",
    "axum-login",
    "tower-sessions",
    "axum_session",
    "axum_session_auth",
    "hmac",
    "sha2",
];

/// Machine and versions, as a table.
pub(crate) fn described() -> String {
    let cpu = field("/proc/cpuinfo", "model name", ':').unwrap_or_else(unknown);
    let cores = thread::available_parallelism().map_or_else(|_| unknown(), |cores| cores.to_string());
    let sha = field("/proc/cpuinfo", "flags", ':').is_some_and(|flags| flags.contains("sha_ni"));
    let system =
        field("/etc/os-release", "PRETTY_NAME", '=').unwrap_or_else(|| std::env::consts::OS.to_owned());
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let kernel: Vec<_> = kernel.split('.').take(2).collect();
    let rows = [
        ["processor".to_owned(), format!("{cpu}, {}", std::env::consts::ARCH)],
        ["cores".to_owned(), cores],
        ["instructions for SHA-256".to_owned(), if sha { "yes" } else { "no, or not known" }.to_owned()],
        ["system".to_owned(), format!("{system}, Linux {}", kernel.join("."))],
        ["compiler".to_owned(), said_by("rustc")],
        ["instructions counted by".to_owned(), said_by("valgrind")],
        ["profile".to_owned(), "release, as cargo has it".to_owned()],
        ["crates".to_owned(), versions().join(", ")],
    ];
    table(&["machine", ""], rows)
}

/// The value of the first line that begins with `name`.
fn field(file: &str, name: &str, separator: char) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(separator)?.1.trim().trim_matches('"').to_owned())
}

fn said_by(program: &str) -> String {
    let output = Command::new(program).arg("--version").output();
    output.map_or_else(|_| unknown(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// As `Cargo.lock` has them.
fn versions() -> Vec<String> {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"));
    let lock = lock.unwrap_or_default();
    let version = |name: &str| {
        // Sorted, so the last is the newest, which is ours.
        let package = lock
            .split("[[package]]")
            .filter(|package| package.contains(&format!("name = \"{name}\"\n")))
            .last()?;
        let version = package.split_once("version = \"")?.1;
        Some(format!("{name} {}", version.split_once('"')?.0))
    };
    CRATES.iter().filter_map(|name| version(name)).collect()
}

fn unknown() -> String {
    "not known".to_owned()
}
