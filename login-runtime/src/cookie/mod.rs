//! Cookies: reading them from the octets of a request, and writing ours.

mod names;
mod read;
mod settings;
mod write;

pub(crate) use names::CookieNames;
pub(crate) use read::{Found, find};
pub use settings::{CookieProblem, CookieSettings};
pub(crate) use write::{CookieAttributes, CookieValue, CookieWriter, SameSite};
