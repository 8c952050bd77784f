//! Secrets: the application's key, the ring it rotates in, what is derived from it, and what may be shown of a secret.

mod key;
mod login_handle;
mod ring;

pub use key::{Key, KeyError};
pub use login_handle::{InvalidHandle, LoginHandle};
pub use ring::KeyRing;
pub(crate) use ring::{KeySet, Purpose};

/// Fills an array from the operating system's generator, the only source of randomness.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
