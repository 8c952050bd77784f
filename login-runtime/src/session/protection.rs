//! Binding a session to the client that started it.

use axum::http::{HeaderMap, header};

use crate::crypto::KeySet;

/// What happens when a session's ticket comes from another client than the one that logged in.
///
/// The client is told by its `User-Agent`, of which a keyed digest stands in the ticket. It is a hint, not a proof:
/// whoever steals a cookie can copy the header too. As in Flask-Login's `session_protection`.
///
/// ```
/// use login_runtime::{Key, LoginManager, SessionProtection};
///
/// let manager = LoginManager::new(Key::generate()?).session_protection(SessionProtection::Strong).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionProtection {
    /// Nothing.
    None,
    /// The session goes on, and is no longer fresh until the person confirms the log-in. The default: a browser's
    /// update changes the header, and must not log people out.
    #[default]
    Basic,
    /// The client is a guest, and its cookies are deleted.
    Strong,
}

/// The digest of what tells this client from another.
pub(crate) fn fingerprint(keys: &KeySet, headers: &HeaderMap) -> u32 {
    let agent = headers.get(header::USER_AGENT).map_or(&b""[..], |agent| agent.as_bytes());
    let [a, b, c, d, ..] = keys.fingerprint_hasher().hash(agent).to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}
