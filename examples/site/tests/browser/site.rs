//! The real program, listening on a port of its own, with a database of its own.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

use tempfile::TempDir;

/// Stops when dropped.
pub(crate) struct Site {
    /// `http://127.0.0.1:12345`
    pub(crate) url: String,
    process: Child,
    /// The program must be able to go on printing.
    _output: BufReader<ChildStdout>,
    _folder: TempDir,
}

impl Site {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut process = Command::new(env!("CARGO_BIN_EXE_site"))
            .env("PORT", "0")
            .env("SITE_DB", folder.path().join("site.sqlite"))
            .env_remove("LOGIN_KEY")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the site starts");
        let mut output = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("text");
        let url = line.trim().strip_prefix("The site is at ").expect("the address comes first").to_owned();
        Self { url, process, _output: output, _folder: folder }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It may be gone already; either way there is nothing left to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
