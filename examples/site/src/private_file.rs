//! Files that only their owner may read.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
    path::Path,
};

/// Makes a new file for its owner only, or fails because there is one already.
///
/// The permissions are set as the file is made: there is no moment in which others could open it.
pub(crate) fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}
