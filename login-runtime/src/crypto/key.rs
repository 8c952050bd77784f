//! The application's secret.

use std::fmt::{self, Debug, Display};
use std::path::Path;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

const PADDING_AS_YOU_LIKE: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, PADDING_AS_YOU_LIKE);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, PADDING_AS_YOU_LIKE);

/// The secret from which every ticket's key is derived: at least 32 random bytes.
///
/// Everybody who knows it can log in as anybody, so keep it out of the source. `Debug` prints no part of it, and
/// its memory is wiped when it is dropped.
///
/// ```
/// use login_runtime::Key;
///
/// let key = Key::generate()?;
/// assert_eq!(format!("{key:?}"), "Key(..)");
/// let stored = key.to_base64();
/// assert!(Key::from_base64(&stored).is_ok());
/// # Ok::<(), login_runtime::KeyError>(())
/// ```
#[derive(Clone)]
pub struct Key(Zeroizing<Vec<u8>>);

impl Key {
    /// The least number of bytes: 32, the output of the SHA-256 that the tickets rest on (RFC 2104, section 3).
    pub const MIN_BYTES: usize = 32;

    /// Reads the key from an environment variable that holds it in base64.
    ///
    /// `openssl rand -base64 32` prints such a value.
    ///
    /// # Errors
    ///
    /// [`KeyError::Missing`] when there is no such variable, [`KeyError::In`] with the reason when it holds no good key.
    ///
    /// ```
    /// use login_runtime::Key;
    ///
    /// let error = Key::from_env("LOGIN_KEY_THAT_IS_NOT_SET").unwrap_err();
    /// assert!(error.to_string().contains("openssl rand -base64 32"));
    /// ```
    pub fn from_env(name: &str) -> Result<Self, KeyError> {
        let text = std::env::var(name).map(Zeroizing::new).map_err(|_| KeyError::Missing(name.to_owned()))?;
        Self::from_base64(&text).map_err(|error| error.found_in(format!("the environment variable `{name}`")))
    }

    /// Reads the key from a file that holds it in base64, as written by [`Key::to_base64`].
    ///
    /// # Errors
    ///
    /// [`KeyError::In`] with the reason when the file cannot be read or holds no good key.
    ///
    /// ```no_run
    /// let key = login_runtime::Key::from_file("/run/secrets/login-key")?;
    /// # Ok::<(), login_runtime::KeyError>(())
    /// ```
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, KeyError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map(Zeroizing::new).map_err(KeyError::Unreadable);
        text.and_then(|text| Self::from_base64(&text))
            .map_err(|error| error.found_in(format!("the file `{}`", path.display())))
    }

    /// Reads the key from base64, in the standard or the URL-safe alphabet, padded or not.
    ///
    /// # Errors
    ///
    /// [`KeyError::NotBase64`], [`KeyError::TooShort`] or [`KeyError::OneByteRepeated`].
    ///
    /// ```
    /// use login_runtime::{Key, KeyError};
    ///
    /// assert!(matches!(Key::from_base64("correct horse"), Err(KeyError::NotBase64)));
    /// assert!(matches!(Key::from_base64("c2hvcnQ="), Err(KeyError::TooShort { bytes: 5 })));
    /// ```
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        let bytes =
            STANDARD.decode(text).or_else(|_| URL_SAFE.decode(text)).map_err(|_| KeyError::NotBase64)?;
        Self::from_vec(bytes)
    }

    /// Makes a new key from the operating system's random number generator.
    ///
    /// A key that is made anew at each start logs everybody out at each start: store it.
    ///
    /// # Errors
    ///
    /// [`KeyError::NoRandomness`] when the operating system gives no random bytes.
    ///
    /// ```
    /// let key = login_runtime::Key::generate()?;
    /// # Ok::<(), login_runtime::KeyError>(())
    /// ```
    pub fn generate() -> Result<Self, KeyError> {
        super::random::<{ Self::MIN_BYTES }>()
            .map(|bytes| Self(Zeroizing::new(bytes.to_vec())))
            .map_err(|_| KeyError::NoRandomness)
    }

    /// Writes the key in base64, to be stored where only the application can read it.
    ///
    /// ```
    /// # let key = login_runtime::Key::generate()?;
    /// assert_eq!(key.to_base64().len(), 44);
    /// # Ok::<(), login_runtime::KeyError>(())
    /// ```
    #[must_use]
    pub fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(&*self.0))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn from_vec(bytes: Vec<u8>) -> Result<Self, KeyError> {
        let bytes = Zeroizing::new(bytes);
        if bytes.len() < Self::MIN_BYTES {
            return Err(KeyError::TooShort { bytes: bytes.len() });
        }
        if bytes.iter().all(|byte| Some(byte) == bytes.first()) {
            return Err(KeyError::OneByteRepeated);
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<&[u8]> for Key {
    type Error = KeyError;

    /// Takes the key as bytes: at least 32, and not one byte repeated.
    fn try_from(bytes: &[u8]) -> Result<Self, KeyError> {
        Self::from_vec(bytes.to_vec())
    }
}

impl<const N: usize> TryFrom<[u8; N]> for Key {
    type Error = KeyError;

    /// Takes the key as bytes: at least 32, and not one byte repeated.
    fn try_from(bytes: [u8; N]) -> Result<Self, KeyError> {
        Self::from_vec(bytes.to_vec())
    }
}

impl Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// Why a [`Key`] could not be made.
///
/// ```
/// use login_runtime::{Key, KeyError};
///
/// let error = Key::try_from(&b"too short"[..]).unwrap_err();
/// assert!(matches!(error, KeyError::TooShort { bytes: 9 }));
/// assert!(error.to_string().starts_with("the key has 9 bytes, expected at least 32"));
/// ```
///
/// It prints as a sentence in its `Debug` too, as that is what a `main` shows that returns it.
#[non_exhaustive]
pub enum KeyError {
    /// The environment variable of this name is not set, or is not text.
    Missing(String),
    /// The key file cannot be read.
    Unreadable(std::io::Error),
    /// The text is not base64.
    NotBase64,
    /// Fewer than 32 bytes.
    TooShort {
        /// The bytes found.
        bytes: usize,
    },
    /// Every byte is the same, so the key was typed rather than drawn.
    OneByteRepeated,
    /// The operating system gave no random bytes.
    NoRandomness,
    /// What is wrong with a key, and where it was found.
    In {
        /// The place, in words: the environment variable or the file.
        place: String,
        /// What is wrong.
        error: Box<KeyError>,
    },
}

impl KeyError {
    fn found_in(self, place: String) -> Self {
        Self::In { place, error: Box::new(self) }
    }
}

impl Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted = "`openssl rand -base64 32` prints a good one";
        match self {
            Self::Missing(name) => write!(f, "the environment variable `{name}` holds no key; {wanted}"),
            Self::Unreadable(error) => write!(f, "it cannot be read: {error}"),
            Self::NotBase64 => write!(f, "the key is not base64; {wanted}"),
            Self::TooShort { bytes } => {
                write!(f, "the key has {bytes} bytes, expected at least {}; {wanted}", Key::MIN_BYTES)
            }
            Self::OneByteRepeated => write!(f, "the key is one byte repeated; {wanted}"),
            Self::NoRandomness => write!(f, "the operating system gave no random bytes"),
            Self::In { place, error } => write!(f, "in {place}: {error}"),
        }
    }
}

impl Debug for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for KeyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            Self::In { error, .. } => error.source(),
            _ => None,
        }
    }
}
