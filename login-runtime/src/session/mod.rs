//! Sessions: how long they live, what they are bound to, and which of them ended early.

mod client_info;
mod ended;
mod fingerprint;
mod protection;
mod request_head;

pub use client_info::ClientInfo;
pub(crate) use ended::{EndedLogins, Ending, UserKey};
pub use fingerprint::Fingerprint;
pub use protection::SessionProtection;
pub use request_head::RequestHead;
