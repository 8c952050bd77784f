//! The name of a log-in for all to see.

use std::fmt::{self, Debug, Display};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// Names a log-in without letting anybody in: the first 16 bytes of the SHA-256 of the secret in its tickets.
///
/// It may stand in a page, a form or a log. As text it is 22 letters, digits, `-` and `_`, in one spelling.
///
/// ```
/// use login_runtime::LoginHandle;
///
/// let handle: LoginHandle = "AAECAwQFBgcICQoLDA0ODw".parse()?;
/// assert_eq!(handle.to_string(), "AAECAwQFBgcICQoLDA0ODw");
/// assert_eq!(handle.as_bytes()[15], 15);
/// assert!("AAECAwQFBgcICQoLDA0ODx".parse::<LoginHandle>().is_err()); // another spelling of the same bytes
/// # Ok::<(), login_runtime::InvalidHandle>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoginHandle([u8; 16]);

impl LoginHandle {
    /// The handle of the log-in with this secret id. Whoever reads a ledger learns none with which a ticket could be made.
    pub(crate) fn of(login: [u8; 16]) -> Self {
        let digest = Sha256::new().chain_update(b"login-runtime handle").chain_update(login).finalize();
        let mut handle = [0; 16];
        handle.copy_from_slice(&digest[..16]);
        Self(handle)
    }

    /// Makes a handle of the bytes that a ledger kept.
    ///
    /// ```
    /// use login_runtime::LoginHandle;
    ///
    /// assert_eq!(LoginHandle::from_bytes([0; 16]).to_string(), "AAAAAAAAAAAAAAAAAAAAAA");
    /// ```
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes, for a ledger to keep.
    ///
    /// ```
    /// use login_runtime::LoginHandle;
    ///
    /// assert_eq!(LoginHandle::from_bytes([7; 16]).as_bytes(), &[7; 16]);
    /// ```
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl Display for LoginHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl Debug for LoginHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LoginHandle({self})")
    }
}

impl FromStr for LoginHandle {
    type Err = InvalidHandle;

    fn from_str(text: &str) -> Result<Self, InvalidHandle> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidHandle(()))?;
        bytes.try_into().map(Self).map_err(|_| InvalidHandle(()))
    }
}

/// A text that is no [`LoginHandle`].
///
/// ```
/// use login_runtime::LoginHandle;
///
/// let error = "my phone".parse::<LoginHandle>().unwrap_err();
/// assert_eq!(error.to_string(), "a handle of a log-in is 22 letters, digits, `-` and `_`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidHandle(());

impl Display for InvalidHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a handle of a log-in is 22 letters, digits, `-` and `_`")
    }
}

impl std::error::Error for InvalidHandle {}
