//! Why a ledger could not answer.

use std::error::Error;
use std::fmt::{self, Debug, Display};

type BoxError = Box<dyn Error + Send + Sync>;

/// A ledger could not be read or written: answered 503, never taken for yes or no. Made of any error, by `?` say.
///
/// ```
/// use login_runtime::LedgerError;
///
/// fn read(row: &str) -> Result<u32, LedgerError> {
///     Ok(row.parse()?)
/// }
///
/// assert_eq!(read("x").unwrap_err().to_string(), "invalid digit found in string");
/// ```
// Not an `Error` itself, or it could not be made of every one; `get_ref` gives the one inside.
pub struct LedgerError(BoxError);

impl LedgerError {
    /// Returns what went wrong.
    ///
    /// ```
    /// use login_runtime::LedgerError;
    ///
    /// let error = LedgerError::from("the disk is full");
    /// assert_eq!(error.get_ref().to_string(), "the disk is full");
    /// ```
    #[must_use]
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl<E: Into<BoxError>> From<E> for LedgerError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl Debug for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.0, f)
    }
}

impl Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}
