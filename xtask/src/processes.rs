//! Child processes that never outlive the task: each has a process group of its own, ended on drop.

use std::{
    io,
    process::{Child, Command, ExitStatus},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::failure::Failure;

/// How long a group may take to end politely. A browser writes its profile to disk on the way out.
const GRACE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(50);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C only raises a flag: waiting ends with [`Failure::Interrupted`], and drops clean up.
pub(crate) fn stop_on_ctrl_c() {
    // The handler can be set once, and `main` does it first thing: the error cannot happen.
    let _ = ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst));
}

/// Fails once Ctrl-C was pressed.
pub(crate) fn check_interrupt() -> Result<(), Failure> {
    if INTERRUPTED.load(Ordering::SeqCst) { Err(Failure::Interrupted) } else { Ok(()) }
}

/// A child and everything it starts, as one process group.
#[derive(Debug)]
#[must_use = "dropping a group ends it"]
pub(crate) struct Group {
    child: Child,
}

impl Group {
    pub(crate) fn spawn(command: &mut Command) -> io::Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        command.spawn().map(|child| Self { child })
    }

    /// Waits for the child to end, or for Ctrl-C.
    pub(crate) fn wait(&mut self) -> Result<ExitStatus, Failure> {
        loop {
            check_interrupt()?;
            if let Some(status) = self.child.try_wait().map_err(Failure::while_doing("wait for a process"))? {
                return Ok(status);
            }
            thread::sleep(POLL);
        }
    }

    fn ends_within(&mut self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return true;
            }
            thread::sleep(POLL);
        }
        false
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // A child that ended by itself may have left others behind, so the group is told in any case.
        signals::signal_group(&self.child, signals::Signal::Ask);
        if !self.ends_within(GRACE) {
            let _ = self.child.kill();
        }
        signals::signal_group(&self.child, signals::Signal::Force);
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
mod signals {
    use std::process::Child;

    use nix::{
        sys::signal::{Signal as Unix, killpg},
        unistd::Pid,
    };

    #[derive(Clone, Copy)]
    pub(super) enum Signal {
        Ask,
        Force,
    }

    /// Signals the group of `child`; that the group is gone already is fine.
    pub(super) fn signal_group(child: &Child, signal: Signal) {
        let signal = match signal {
            Signal::Ask => Unix::SIGTERM,
            Signal::Force => Unix::SIGKILL,
        };
        if let Ok(id) = i32::try_from(child.id()) {
            let _ = killpg(Pid::from_raw(id), signal);
        }
    }
}

#[cfg(not(unix))]
mod signals {
    #[derive(Clone, Copy)]
    pub(super) enum Signal {
        Ask,
        Force,
    }

    /// Elsewhere only the child itself can be ended: `Group::drop` does.
    pub(super) fn signal_group(_child: &std::process::Child, _signal: Signal) {}
}
