//! Cookies: reading them from the octets of a request, and writing ours.

mod names;
mod read;
mod write;

pub(crate) use names::CookieNames;
pub(crate) use read::{Found, find};
pub(crate) use write::{expired, lasting, until_closed};
