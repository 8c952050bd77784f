//! Sessions: how long they live, what they are bound to, and which of them ended early.

mod ended;
pub(crate) mod protection;

pub(crate) use ended::{EndedLogins, Ending};
pub use protection::SessionProtection;
