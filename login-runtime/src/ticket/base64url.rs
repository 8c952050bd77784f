//! Decoding base64url without padding (RFC 4648, section 5), which every request with a ticket does: in half the
//! instructions of the `base64` crate, which encodes, and with which the tests compare.

/// Decodes into the front of `out`; `None` for anything that encoding would not write, or that does not fit.
///
/// There is one spelling: padding, white space, digits of the other alphabet, stray last bits and a lone last digit are
/// refused.
pub(super) fn decode<'o>(text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    let (fours, rest) = text.as_chunks::<4>();
    if rest.len() == 1 {
        return None;
    }
    let out = out.get_mut(..fours.len() * 3 + rest.len().saturating_sub(1))?;
    let (threes, last) = out.as_chunks_mut::<3>();
    let mut seen = 0;
    for (digits, bytes) in fours.iter().zip(threes) {
        let word = word(*digits);
        let [first, second, third, _] = word.to_be_bytes();
        *bytes = [first, second, third];
        seen |= word;
    }
    // Digits that are not there count as zeros, and so must the bits do that no byte holds.
    let mut padded = [b'A'; 4];
    padded[..rest.len()].copy_from_slice(rest);
    let bytes = word(padded).to_be_bytes();
    let (decoded, stray) = bytes.split_at_checked(last.len())?;
    last.copy_from_slice(decoded);
    (seen & INVALID == 0 && stray.iter().all(|byte| *byte == 0)).then_some(out)
}

/// Three bytes from four digits, in the upper 24 bits; below them, whether one was no digit.
#[inline]
fn word([a, b, c, d]: [u8; 4]) -> u32 {
    WORTH[0][usize::from(a)] | WORTH[1][usize::from(b)] | WORTH[2][usize::from(c)] | WORTH[3][usize::from(d)]
}

const INVALID: u32 = 1;

/// What each byte is worth as a first, second, third and fourth digit.
static WORTH: [[u32; 256]; 4] = {
    let alphabet = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut worth = [[INVALID; 256]; 4];
    let mut value = 0_u32;
    while value < 64 {
        let mut place = 0;
        while place < 4 {
            worth[place][alphabet[value as usize] as usize] = value << (26 - 6 * place);
            place += 1;
        }
        value += 1;
    }
    worth
};

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    fn both(text: &[u8]) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
        let mut out = [0xee; 300];
        (decode(text, &mut out).map(<[u8]>::to_vec), URL_SAFE_NO_PAD.decode(text).ok())
    }

    #[test]
    fn every_byte_counts_the_same_at_every_place() {
        let text = URL_SAFE_NO_PAD.encode([0x5a; 17]).into_bytes();
        for at in 0..text.len() {
            for byte in 0..=u8::MAX {
                let mut mutated = text.clone();
                mutated[at] = byte;
                let (ours, theirs) = both(&mutated);
                assert_eq!(ours, theirs, "byte {byte} at {at}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(decode(b"AAAAAAAA", &mut [0; 5]), None);
        assert_eq!(decode(b"AAAAAAAA", &mut [0; 6]), Some(&[0; 6][..]));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_encoded_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let (ours, _) = both(URL_SAFE_NO_PAD.encode(&bytes).as_bytes());
            prop_assert_eq!(ours, Some(bytes));
        }

        #[test]
        fn random_digits_are_as_the_base64_crate_has_them(text in "[A-Za-z0-9_-]{0,50}") {
            let (ours, theirs) = both(text.as_bytes());
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn random_bytes_are_as_the_base64_crate_has_them(text in prop::collection::vec(any::<u8>(), 0..20)) {
            let (ours, theirs) = both(&text);
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn mutations_are_as_the_base64_crate_has_them(
            bytes in prop::collection::vec(any::<u8>(), 1..60), at in any::<prop::sample::Index>(), byte in any::<u8>(),
        ) {
            let mut text = URL_SAFE_NO_PAD.encode(&bytes).into_bytes();
            let at = at.index(text.len());
            text[at] = byte;
            let (ours, theirs) = both(&text);
            prop_assert_eq!(ours, theirs);
        }
    }
}
