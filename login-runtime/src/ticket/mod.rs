//! Tickets: what the browser holds.
//!
//! An envelope ([`Sealer`]) carries a version, the key's id and the purpose, and is authenticated before one byte of
//! its body is looked at. The body is a [`LoginTicket`], a flash message, or where a
//! person wanted to go.

mod envelope;
mod flash;
mod login;
mod next;
mod text;

pub(crate) use envelope::{MadeWith, Sealed, Sealer};
pub(crate) use flash::Flash as FlashTicket;
pub(crate) use login::{Lifespan, LoginId, LoginTicket};
pub(crate) use next::NextTicket;
