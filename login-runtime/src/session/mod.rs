//! Sessions: how long they live, what they are bound to, and which of them ended early.

mod ended;
mod fingerprint;
mod protection;
mod request_head;

pub(crate) use ended::{EndedLogins, Ending, UserKey};
pub use fingerprint::Fingerprint;
pub use protection::SessionProtection;
pub use request_head::RequestHead;
