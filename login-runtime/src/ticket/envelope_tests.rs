use super::*;
use crate::cookie::{CookieNames, CookieSettings};
use crate::crypto::{Key, KeyRing};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;

fn key(byte: u8) -> Key {
    let mut bytes = [byte; 32];
    bytes[0] = 0;
    Key::try_from(&bytes[..]).expect("a key")
}

fn names(application: &str, settings: &CookieSettings) -> CookieNames {
    settings.resolve(application).expect("good settings").0
}

fn sealer(ring: impl Into<KeyRing>, application: &str) -> Sealer {
    let (active, retired) = ring.into().derive(application, &names(application, &CookieSettings::new()));
    Sealer::new(active, retired)
}

fn open(sealer: &Sealer, purpose: Purpose, value: &[u8]) -> Result<(Vec<u8>, bool), TicketError> {
    let mut raw = [0; Sealer::MAX_RAW];
    sealer
        .open(purpose, value, &mut raw)
        .map(|opened| (opened.body.to_vec(), opened.made_with != MadeWith::Active))
}

fn seal(sealer: &Sealer, purpose: Purpose, body: &[u8]) -> String {
    let (ticket, mut text) = (sealer.seal(purpose, body), String::new());
    ticket.push_to(&mut text);
    assert_eq!(text.len(), ticket.length());
    text
}

#[test]
fn a_sealed_body_comes_back() {
    let sealer = sealer(key(1), "app");
    let value = seal(&sealer, Purpose::Session, b"body");
    assert_eq!(open(&sealer, Purpose::Session, value.as_bytes()), Ok((b"body".to_vec(), false)));
}

/// A ticket made by this format's first version must open for as long as the version is 1.
#[test]
fn the_stored_vector_still_opens() {
    let sealer = sealer(key(1), "app");
    let stored = include_str!("vector_v1.txt").trim();
    assert_eq!(open(&sealer, Purpose::Session, stored.as_bytes()), Ok((b"stored body".to_vec(), false)));
    assert_eq!(seal(&sealer, Purpose::Session, b"stored body"), stored);
}

#[test]
fn every_single_bit_counts() {
    let sealer = sealer(key(1), "app");
    let value = seal(&sealer, Purpose::Session, b"some body of a ticket").into_bytes();
    for at in 0..value.len() {
        for bit in 0..8 {
            let mut tampered = value.clone();
            tampered[at] ^= 1 << bit;
            assert!(open(&sealer, Purpose::Session, &tampered).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn every_other_length_is_refused() {
    let sealer = sealer(key(1), "app");
    let value = seal(&sealer, Purpose::Session, b"some body of a ticket").into_bytes();
    for length in 0..value.len() {
        assert!(open(&sealer, Purpose::Session, &value[..length]).is_err(), "cut to {length}");
    }
    for more in 1..=64 {
        let longer = [value.as_slice(), &vec![b'A'; more]].concat();
        assert!(open(&sealer, Purpose::Session, &longer).is_err(), "{more} more");
    }
    assert_eq!(open(&sealer, Purpose::Session, &vec![b'A'; 65_536]), Err(TicketError::Malformed));
}

#[test]
fn there_is_one_spelling() {
    let sealer = sealer(key(1), "app");
    // 4 + 2 + 32 bytes leave two unused bits in the last digit.
    let value = seal(&sealer, Purpose::Session, b"ab");
    for other in [
        format!("{value}="),
        format!("{value}=="),
        format!(" {value}"),
        format!("{value}\n"),
        format!("\"{value}\""),
        value.replace('-', "+").replace('_', "/") + "+",
    ] {
        assert!(open(&sealer, Purpose::Session, other.as_bytes()).is_err(), "{other:?}");
    }
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let accepted = digits
        .iter()
        .filter(|digit| {
            let mut other = value.clone().into_bytes();
            *other.last_mut().expect("a last digit") = **digit;
            open(&sealer, Purpose::Session, &other).is_ok()
        })
        .count();
    assert_eq!(accepted, 1, "the stray bits of the last digit must be zero");
}

#[test]
fn a_ticket_opens_only_for_its_own_purpose() {
    let sealer = sealer(key(1), "app");
    let all = [Purpose::Session, Purpose::Remember, Purpose::Flash];
    for made_for in all {
        let value = seal(&sealer, made_for, b"body");
        for read_as in all {
            assert_eq!(open(&sealer, read_as, value.as_bytes()).is_ok(), made_for == read_as);
            // Not even when the purpose byte is changed to fit: the key differs.
            let mut raw = URL_SAFE_NO_PAD.decode(&value).expect("base64");
            raw[3] = read_as as u8;
            let relabeled = URL_SAFE_NO_PAD.encode(raw);
            assert_eq!(open(&sealer, read_as, relabeled.as_bytes()).is_ok(), made_for == read_as);
        }
    }
}

#[test]
fn another_application_or_key_or_cookie_name_is_another_world() {
    let ours = sealer(key(1), "app");
    let value = seal(&ours, Purpose::Session, b"body");
    let value = value.as_bytes();
    assert_eq!(open(&sealer(key(1), "other"), Purpose::Session, value), Err(TicketError::Mac));
    assert_eq!(open(&sealer(key(2), "app"), Purpose::Session, value), Err(TicketError::Key));
    let named = CookieSettings::new().session_name("other");
    let (active, retired) = KeyRing::new(key(1)).derive("app", &names("app", &named));
    let bare = Sealer::new(active, retired);
    assert_eq!(open(&bare, Purpose::Session, value), Err(TicketError::Mac));
}

#[test]
fn other_versions_are_refused_before_any_other_parser() {
    let sealer = sealer(key(1), "app");
    let value = seal(&sealer, Purpose::Session, b"body");
    let raw = URL_SAFE_NO_PAD.decode(value).expect("base64");
    for version in (0..=255).filter(|version| *version != VERSION) {
        let mut other = raw.clone();
        other[0] = version;
        let other = URL_SAFE_NO_PAD.encode(other);
        assert_eq!(open(&sealer, Purpose::Session, other.as_bytes()), Err(TicketError::Version));
    }
    let removed = URL_SAFE_NO_PAD.encode(&raw[1..]);
    assert!(open(&sealer, Purpose::Session, removed.as_bytes()).is_err());
}

#[test]
fn a_retired_key_opens_and_says_so() {
    let old = sealer(key(1), "app");
    let value = seal(&old, Purpose::Session, b"body");
    let rotated = sealer(KeyRing::new(key(2)).retire(key(1)), "app");
    assert_eq!(open(&rotated, Purpose::Session, value.as_bytes()), Ok((b"body".to_vec(), true)));
    let fresh = seal(&rotated, Purpose::Session, b"body");
    assert_eq!(open(&rotated, Purpose::Session, fresh.as_bytes()), Ok((b"body".to_vec(), false)));
    assert_eq!(open(&old, Purpose::Session, fresh.as_bytes()), Err(TicketError::Key));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_comes_back(body in prop::collection::vec(any::<u8>(), 0..600)) {
        let sealer = sealer(key(1), "app");
        let value = seal(&sealer, Purpose::Remember, &body);
        prop_assert_eq!(open(&sealer, Purpose::Remember, value.as_bytes()), Ok((body, false)));
    }

    #[test]
    fn arbitrary_octets_are_no_ticket(value in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(open(&sealer(key(1), "app"), Purpose::Session, &value).is_err());
    }

    #[test]
    fn arbitrary_base64_is_no_ticket(value in "[A-Za-z0-9_-]{0,400}") {
        prop_assert!(open(&sealer(key(1), "app"), Purpose::Session, value.as_bytes()).is_err());
    }
}
