//! Secrets: the application's key, the ring it rotates in, and what is derived from it.

mod key;
mod ring;

pub use key::{Key, KeyError};
pub use ring::KeyRing;
pub(crate) use ring::{KeySet, Purpose};

/// Fills an array from the operating system's generator, the only source of randomness.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
