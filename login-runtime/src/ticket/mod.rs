//! Tickets: what the browser holds.
//!
//! An envelope ([`Sealer`]) carries a version, the key's id and the purpose, and is authenticated before one byte of
//! its body is looked at. The body is a [`LoginTicket`] or a flash message.

mod envelope;
mod flash;
mod login;

pub(crate) use envelope::{MadeWith, Sealer};
pub(crate) use flash::Flash as FlashTicket;
pub(crate) use login::{LoginId, LoginTicket};
