//! Why a task ended before its last step.

use std::{fmt, io};

/// A reason that makes the steps after it pointless. A failed step is none: the others still run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something this machine lacks, with what to do about it.
    Missing(String),
    /// Ctrl-C, or a polite request to end.
    Interrupted,
    /// The operating system refused something.
    Io { doing: String, source: io::Error },
}

impl Failure {
    /// For `map_err`: says what was being done when the operating system refused.
    pub(crate) fn while_doing(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(what) => f.write_str(what),
            Self::Interrupted => f.write_str("interrupted; everything it started is stopped"),
            Self::Io { doing, source } => write!(f, "{doing}: {source}"),
        }
    }
}

impl std::error::Error for Failure {}
