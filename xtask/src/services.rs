//! Servers the tests talk to: started before them on a free port, stopped after them whatever happened.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{ChildStdout, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    failure::Failure,
    processes::{self, Group},
    tools::Browser,
};

/// A cold start of the driver on a busy machine takes a few seconds.
const START_LIMIT: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(100);

/// A running server. Dropping it ends its whole process group.
#[derive(Debug)]
#[must_use = "dropping a service stops it"]
pub(crate) struct Service {
    /// Where it listens.
    pub(crate) url: String,
    _group: Group,
}

/// Starts the browser's driver. It and its browsers keep their files below `folder`.
pub(crate) fn chromedriver(browser: &Browser, folder: &Path) -> Result<Service, Failure> {
    let mut command = Command::new(&browser.driver);
    command.arg("--port=0").env("TMPDIR", folder);
    // "ChromeDriver was started successfully on port 12345."
    let (group, port) = start("chromedriver", &mut command, |line| {
        line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok()
    })?;
    Ok(Service { url: format!("http://127.0.0.1:{port}"), _group: group })
}

/// Starts a server and reads its output up to the line in which `ready` finds what we wait for.
fn start<T: Send + 'static>(
    name: &str,
    command: &mut Command,
    ready: impl Fn(&str) -> Option<T> + Send + 'static,
) -> Result<(Group, T), Failure> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut group = Group::spawn(command).map_err(Failure::while_doing(format!("start {name}")))?;
    let Some(output) = group.take_stdout() else {
        return Err(Failure::Missing(format!("{name} has no output to read")));
    };
    let (found, wait_for) = mpsc::channel();
    thread::spawn(move || read_all(output, &found, ready));

    let deadline = Instant::now() + START_LIMIT;
    while Instant::now() < deadline {
        processes::check_interrupt()?;
        match wait_for.recv_timeout(POLL) {
            Ok(value) => return Ok((group, value)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Err(Failure::Missing(format!("{name} did not start; run it by hand to see why")))
}

/// Reads to the end: a server whose output nobody reads would stop once the pipe is full.
fn read_all<T>(output: ChildStdout, found: &mpsc::Sender<T>, ready: impl Fn(&str) -> Option<T>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if let Some(value) = ready(&line) {
            // Nobody listens once the wait was given up.
            let _ = found.send(value);
        }
    }
}
