//! HMAC-SHA256 (RFC 2104) with a prepared key, for messages that are at hand as a whole.
//!
//! Most of what a ticket costs is two blocks of SHA-256. The `hmac` crate, which the tests compare with, spends as much as
//! half of that again on copying its state and on buffers for messages that come in pieces.

use ctutils::CtEq;
use sha2::block_api::compress256;
use zeroize::Zeroize;

const BLOCK: usize = 64;

/// SHA-256's initial state (FIPS 180-4, section 5.3.3).
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The states of SHA-256 once it has read the inner and the outer form of the key.
pub(crate) struct Mac {
    inner: [u32; 8],
    outer: [u32; 8],
}

impl Mac {
    pub(crate) const BYTES: usize = 32;

    /// Prepares a key of exactly one block, which is how HMAC wants it.
    pub(super) fn new(key: &[u8; BLOCK]) -> Self {
        let state_after = |pad: u8| {
            let mut state = INITIAL;
            let mut padded = key.map(|byte| byte ^ pad);
            compress256(&mut state, &[padded]);
            padded.zeroize();
            state
        };
        Self { inner: state_after(0x36), outer: state_after(0x5c) }
    }

    pub(crate) fn of(&self, message: &[u8]) -> [u8; Self::BYTES] {
        finish(self.outer, &finish(self.inner, message))
    }

    /// Compares in constant time: how many bytes of a forged MAC are right must not show.
    pub(crate) fn is_of(&self, message: &[u8], tag: &[u8; Self::BYTES]) -> bool {
        self.of(message).ct_eq(tag).to_bool()
    }
}

/// The hash of one block of key, after which `state` is, and a message.
fn finish(mut state: [u32; 8], message: &[u8]) -> [u8; Mac::BYTES] {
    let (blocks, rest) = message.as_chunks::<BLOCK>();
    if !blocks.is_empty() {
        compress256(&mut state, blocks);
    }
    // A bit that is set, zeros, and the length in bits at the end of a block: the same one, if it fits.
    let mut padded = [0; 2 * BLOCK];
    let end = if rest.len() < BLOCK - size_of::<u64>() { BLOCK } else { 2 * BLOCK };
    let bits = 8 * (BLOCK + message.len()) as u64;
    padded[..rest.len()].copy_from_slice(rest);
    padded[rest.len()] = 0x80;
    padded[end - size_of::<u64>()..end].copy_from_slice(&bits.to_be_bytes());
    compress256(&mut state, padded[..end].as_chunks().0);
    let mut digest = [0; Mac::BYTES];
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;
    use hmac::{Hmac, KeyInit, Mac as _};
    use proptest::prelude::*;
    use sha2::Sha256;

    fn expected(key: &[u8; BLOCK], message: &[u8]) -> [u8; 32] {
        Hmac::<Sha256>::new(&(*key).into()).chain_update(message).finalize().into_bytes().into()
    }

    #[test]
    fn every_length_of_a_ticket_is_as_the_hmac_crate_has_it() {
        let key = std::array::from_fn(|at| u8::try_from(at * 3).unwrap_or(0));
        let message = [0xa5; 800];
        for length in 0..message.len() {
            assert_eq!(
                Mac::new(&key).of(&message[..length]),
                expected(&key, &message[..length]),
                "{length} bytes"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_is_hmac(key in prop::array::uniform32(any::<u8>()), message in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut block = [0; BLOCK];
            block[..32].copy_from_slice(&key);
            prop_assert_eq!(Mac::new(&block).of(&message), expected(&block, &message));
        }

        #[test]
        fn one_wrong_bit_is_noticed(message in prop::collection::vec(any::<u8>(), 0..100), at in 0..32_usize, bit in 0..8_u8) {
            let mac = Mac::new(&[7; BLOCK]);
            let mut tag = mac.of(&message);
            prop_assert!(mac.is_of(&message, &tag));
            tag[at] ^= 1 << bit;
            prop_assert!(!mac.is_of(&message, &tag));
        }
    }
}
