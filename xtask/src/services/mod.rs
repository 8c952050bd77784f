//! Servers the tests talk to: started before them on a free port, stopped after them whatever happened.

mod browser;
mod postgres;
mod redis;

use std::{
    io::{self, BufRead as _, BufReader, PipeReader},
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

pub(crate) use browser::Browser;
pub(crate) use postgres::Postgres;
pub(crate) use redis::Redis;

use crate::{
    failure::Failure,
    processes::{self, Group},
};

/// A cold start on a busy machine takes a few seconds.
const START_LIMIT: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(100);

/// A running server. Dropping it ends its whole process group.
#[derive(Debug)]
#[must_use = "dropping a service stops it"]
pub(crate) struct Service {
    /// Where it listens.
    pub(crate) url: String,
    // The server stops before its folder goes: what is declared first is dropped first.
    _group: Group,
    folder: TempDir,
}

impl Service {
    /// Where it keeps its files, as long as it runs.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

fn folder() -> Result<TempDir, Failure> {
    let folder = tempfile::Builder::new().prefix("xtask-").tempdir();
    folder.map_err(Failure::while_doing("make a temporary folder"))
}

/// A port that nobody has, for servers that do not look for one themselves.
fn free_port() -> Result<u16, Failure> {
    let port = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr().map(|address| address.port());
    port().map_err(Failure::while_doing("look for a free port"))
}

/// Starts a server and reads what it says up to the line in which `ready` finds what we wait for.
fn start<T>(
    name: &str,
    mut command: Command,
    ready: impl Fn(&str) -> Option<T>,
) -> Result<(Group, T), Failure> {
    let (group, output) = spawn_read(&mut command).map_err(Failure::while_doing(format!("start {name}")))?;
    // It holds our copies of the pipe's other end: reading ends with the server once they are gone.
    drop(command);
    let (tell, lines) = mpsc::channel();
    thread::spawn(move || read_all(output, &tell));

    let (deadline, mut said) = (Instant::now() + START_LIMIT, Vec::new());
    while Instant::now() < deadline {
        processes::check_interrupt()?;
        match lines.recv_timeout(POLL) {
            Ok(line) => match ready(&line) {
                Some(value) => return Ok((group, value)),
                None => said.push(line),
            },
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Err(Failure::Missing(format!("{name} did not start; it said:\n{}", said.join("\n"))))
}

/// Some servers log to one stream and some to the other, so they are one here.
fn spawn_read(command: &mut Command) -> io::Result<(Group, PipeReader)> {
    let (output, end) = io::pipe()?;
    command.stdin(Stdio::null()).stdout(end.try_clone()?).stderr(end);
    Ok((Group::spawn(command)?, output))
}

/// Reads to the end: a server whose output nobody reads would stop once the pipe is full.
fn read_all(output: PipeReader, tell: &mpsc::Sender<String>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        // Nobody listens once the wait is over.
        let _ = tell.send(line);
    }
}
