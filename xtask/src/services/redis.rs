//! Redis, or Valkey, as a cluster of one, which refuses what several machines of a cluster would refuse.

use std::{
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, TcpStream},
    path::PathBuf,
    process::Command,
    thread,
    time::Instant,
};

use super::{POLL, START_LIMIT, Service, folder, free_port, start};
use crate::{
    failure::Failure,
    processes,
    tools::{find, find_or_install},
};

/// The server's program.
#[derive(Debug)]
pub(crate) struct Redis(PathBuf);

impl Redis {
    /// Finds the program, after installing it if need be.
    pub(crate) fn find_or_install() -> Result<Self, Failure> {
        let find = || find(&["redis-server", "valkey-server"]).map(Self);
        find_or_install(
            find,
            &["redis-server"],
            "the tests of the ledger in Redis need a Redis 7 or a Valkey",
        )
    }

    /// Starts it, empty, in memory alone.
    pub(crate) fn start(&self) -> Result<Service, Failure> {
        let (folder, port, bus) = (folder()?, free_port()?, free_port()?);
        let mut server = Command::new(&self.0);
        server.current_dir(folder.path()).args(["--bind", "127.0.0.1", "--save", ""]);
        server.args(["--port", &port.to_string(), "--cluster-port", &bus.to_string()]);
        server.args(["--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1"]);
        let (group, ()) =
            start("Redis", server, |line| line.contains("Ready to accept connections").then_some(()))?;
        make_cluster(port)?;
        Ok(Service { url: format!("redis://127.0.0.1:{port}"), _group: group, folder })
    }
}

/// Gives the one node every slot, and waits until it takes that for a whole cluster.
fn make_cluster(port: u16) -> Result<(), Failure> {
    let ask = |command| ask(port, command).map_err(Failure::while_doing("talk to Redis"));
    ask("CLUSTER ADDSLOTSRANGE 0 16383")?;
    let deadline = Instant::now() + START_LIMIT;
    while !ask("CLUSTER INFO")?.contains("cluster_state:ok") {
        processes::check_interrupt()?;
        if Instant::now() > deadline {
            return Err(Failure::Missing(
                "Redis did not become a cluster; it must be Redis 7 or Valkey".to_owned(),
            ));
        }
        thread::sleep(POLL);
    }
    Ok(())
}

/// Its answer to a command, which may stand in a line as people write it.
fn ask(port: u16, command: &str) -> io::Result<String> {
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    connection.write_all(format!("{command}\r\nQUIT\r\n").as_bytes())?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    Ok(answer)
}
