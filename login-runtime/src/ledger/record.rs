//! What a ledger keeps of one log-in.

use crate::clock::Timestamp;
use crate::crypto::LoginHandle;
use crate::session::ClientInfo;

/// One log-in that lives, as a ledger keeps it and its owner is shown it. There is nothing in it that would let anybody in.
///
/// ```
/// use login_runtime::{ClientInfo, LoginHandle, LoginRecord, Timestamp};
///
/// let record = LoginRecord {
///     handle: LoginHandle::from_bytes([7; 16]),
///     client: ClientInfo::new(Some([192, 0, 2, 1].into()), Some("Firefox")),
///     created_at: Timestamp::from_unix_seconds(1_767_225_600),
///     seen_at: Timestamp::from_unix_seconds(1_767_225_700),
///     expires_at: Timestamp::from_unix_seconds(1_767_312_000),
/// };
/// assert_eq!(record.client.user_agent(), Some("Firefox"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginRecord {
    /// Its name, by which it can be ended.
    pub handle: LoginHandle,
    /// The client that logged in.
    pub client: ClientInfo,
    /// When.
    pub created_at: Timestamp,
    /// When its session was last seen; told once in half an idle timeout, so that most requests write nothing.
    pub seen_at: Timestamp,
    /// When the last of its tickets expires.
    pub expires_at: Timestamp,
}
