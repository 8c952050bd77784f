//! Programs the tests and benchmarks need beside Rust: finds them, and installs them where that is possible.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{failure::Failure, processes::Group};

/// Finds a program, after installing the Debian packages that hold it if need be.
pub(crate) fn find_or_install<T>(
    find: impl Fn() -> Option<T>,
    packages: &[&str],
    need: &str,
) -> Result<T, Failure> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let missing = || {
        Failure::Missing(format!(
            "{need}, and this machine does not let me install it; on Debian: `apt-get install {}`; \
             elsewhere: put it on the PATH",
            packages.join(" ")
        ))
    };
    install(packages, missing)?;
    find().ok_or_else(missing)
}

/// Sees to it that there is valgrind, whose callgrind counts instructions.
pub(crate) fn find_or_install_valgrind() -> Result<(), Failure> {
    let valgrind = ["valgrind"];
    find_or_install(|| find(&valgrind), &valgrind, "counting instructions needs valgrind").map(drop)
}

/// Installs Debian packages, or fails with what is `missing` where nobody may.
fn install(packages: &[&str], missing: impl FnOnce() -> Failure) -> Result<(), Failure> {
    let privilege = Privilege::here().ok_or_else(missing)?;
    println!("== install {}", packages.join(" and "));
    apt_get(privilege, &["update", "--quiet=2"])?;
    let options = ["install", "--yes", "--quiet=2", "--no-install-recommends"];
    apt_get(privilege, &[&options[..], packages].concat())
}

#[derive(Clone, Copy, Debug)]
enum Privilege {
    Root,
    Sudo,
}

impl Privilege {
    /// How packages can be installed here without asking anybody; `None` when they cannot.
    fn here() -> Option<Self> {
        find(&["apt-get"])?;
        if is_root() {
            return Some(Self::Root);
        }
        let sudo = find(&["sudo"])?;
        let quiet = Command::new(sudo).args(["--non-interactive", "true"]).stderr(Stdio::null()).status();
        quiet.is_ok_and(|status| status.success()).then_some(Self::Sudo)
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    nix::unistd::Uid::effective().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

fn apt_get(privilege: Privilege, arguments: &[&str]) -> Result<(), Failure> {
    let mut command = match privilege {
        Privilege::Root => Command::new("env"),
        Privilege::Sudo => {
            let mut sudo = Command::new("sudo");
            sudo.args(["--non-interactive", "env"]);
            sudo
        }
    };
    // In runlevel 1, which is nobody's but a rescuer's, Debian starts no server of those it installs.
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"])
        .args(arguments)
        .stdin(Stdio::null());
    let status = Group::spawn(&mut command).map_err(Failure::while_doing("start apt-get"))?.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Missing(format!("`apt-get {}` failed; its message is above", arguments.join(" "))))
    }
}

/// The first of these names that is a program on the PATH.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
            .find(|candidate| is_program(candidate))
    })
}

#[cfg(unix)]
pub(crate) fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
pub(crate) fn is_program(path: &Path) -> bool {
    path.is_file()
}
