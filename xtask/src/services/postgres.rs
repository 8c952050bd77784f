//! Postgres, in a cluster of databases that is made for the tests and goes with them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{Service, folder, free_port, start};
use crate::{
    failure::Failure,
    processes::Group,
    tools::{find, find_or_install, is_program},
};

/// The folder of its programs.
#[derive(Debug)]
pub(crate) struct Postgres(PathBuf);

/// Where Debian keeps each version; its programs are not on the PATH.
const VERSIONS: &str = "/usr/lib/postgresql";

impl Postgres {
    /// Finds its programs, after installing them if need be.
    pub(crate) fn find_or_install() -> Result<Self, Failure> {
        find_or_install(Self::find, &["postgresql"], "the tests of the ledger in Postgres need a Postgres")
    }

    fn find() -> Option<Self> {
        let on_path = find(&["postgres"]).and_then(|program| Some(program.parent()?.to_owned()));
        let is_whole = |bin: &PathBuf| ["initdb", "postgres"].iter().all(|name| is_program(&bin.join(name)));
        newest().into_iter().chain(on_path).find(is_whole).map(Self)
    }

    /// Makes an empty database and serves it.
    pub(crate) fn start(&self) -> Result<Service, Failure> {
        let (folder, port) = (folder()?, free_port()?);
        let data = folder.path().join("data");
        self.make_cluster(folder.path(), &data)?;
        let mut server = self.command("postgres", folder.path())?;
        server.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        let settings = [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=1000",
            // Nothing of it is to survive.
            "fsync=off",
            "full_page_writes=off",
        ];
        server.args(settings.iter().flat_map(|setting| ["-c", setting]));
        let (group, ()) =
            start("Postgres", server, |line| line.contains("ready to accept connections").then_some(()))?;
        Ok(Service { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), _group: group, folder })
    }

    fn make_cluster(&self, folder: &Path, data: &Path) -> Result<(), Failure> {
        let mut initdb = self.command("initdb", folder)?;
        initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        initdb.arg("--pgdata").arg(data).stdout(Stdio::null());
        let made = Group::spawn(&mut initdb).map_err(Failure::while_doing("start initdb"))?.wait()?;
        if made.success() {
            Ok(())
        } else {
            Err(Failure::Missing("`initdb` failed; its message is above".to_owned()))
        }
    }

    /// One of its programs, in a folder that it may write to.
    fn command(&self, name: &str, folder: &Path) -> Result<Command, Failure> {
        let mut command = Command::new(self.0.join(name));
        command.current_dir(folder).stdin(Stdio::null());
        without_root(&mut command, folder)?;
        Ok(command)
    }
}

/// The folder of the newest version's programs.
fn newest() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS).ok()?.filter_map(Result::ok);
    let numbered =
        versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry)));
    numbered.max_by_key(|(number, _)| *number).map(|(_, entry)| entry.path().join("bin"))
}

/// Postgres refuses to run as root: then somebody else does it, whose the folder becomes.
#[cfg(unix)]
fn without_root(command: &mut Command, folder: &Path) -> Result<(), Failure> {
    use std::os::unix::{fs::chown, process::CommandExt as _};

    use nix::unistd::{Uid, User};

    if !Uid::effective().is_root() {
        return Ok(());
    }
    let somebody = ["postgres", "nobody"].iter().find_map(|name| User::from_name(name).ok().flatten());
    let somebody = somebody.ok_or_else(|| {
        Failure::Missing("Postgres does not run as root; make a user `postgres` or `nobody`".to_owned())
    })?;
    let (user, group) = (somebody.uid.as_raw(), somebody.gid.as_raw());
    chown(folder, Some(user), Some(group)).map_err(Failure::while_doing("give Postgres its folder"))?;
    command.uid(user).gid(group);
    Ok(())
}

#[cfg(not(unix))]
fn without_root(_command: &mut Command, _folder: &Path) -> Result<(), Failure> {
    Ok(())
}
