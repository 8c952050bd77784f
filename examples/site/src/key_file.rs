//! The secret that signs the cookies: from `LOGIN_KEY`, else from a file beside the database.

use std::{
    env, io,
    path::{Path, PathBuf},
};

use login_runtime::Key;

use crate::{error::StartError, private_file};

/// The key, and the file it was read from or written to; no file when `LOGIN_KEY` gave it.
///
/// In production set `LOGIN_KEY`, so that the secret is not kept where the data is.
pub(crate) fn load_key(database: &Path) -> Result<(Key, Option<PathBuf>), StartError> {
    if env::var_os("LOGIN_KEY").is_some() {
        return Ok((Key::from_env("LOGIN_KEY")?, None));
    }
    let path = database.with_extension("key");
    let key = read_or_make(&path).map_err(|error| format!("the key file {}: {error}", path.display()))?;
    Ok((key, Some(path)))
}

fn read_or_make(path: &Path) -> Result<Key, StartError> {
    let key = Key::generate()?;
    // Two servers that start at once do not end up with two keys: only one of them can make the file.
    match private_file::create(path, key.to_base64().as_bytes()) {
        Ok(()) => Ok(key),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Key::from_file(path)?),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site.key");
        let made = read_or_make(&path).unwrap();
        assert_eq!(read_or_make(&path).unwrap().to_base64(), made.to_base64());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
