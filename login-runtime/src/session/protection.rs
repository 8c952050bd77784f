//! Binding a session to the client that started it.

/// What happens when a session's ticket comes from another client than the one that logged in.
///
/// The client is told by a [`Fingerprint`](crate::Fingerprint), its `User-Agent` unless set otherwise, of which a keyed digest
/// stands in the ticket. It is a hint, not a proof: whoever steals a cookie can copy the header too. As in Flask-Login's
/// `session_protection`.
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
