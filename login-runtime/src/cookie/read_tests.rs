use super::*;
use axum::http::{HeaderMap, header};
use proptest::prelude::*;

const NAME: &str = "__Host-session";

fn headers(values: &[&[u8]]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(header::COOKIE, HeaderValue::from_bytes(value).expect("a header value"));
    }
    headers
}

fn look_up(values: &[&[u8]], check: impl Fn(Found<'_>)) {
    let headers = headers(values);
    let [found] = find(headers.get_all(header::COOKIE), [NAME]);
    check(found);
}

#[test]
fn one_cookie_is_found_wherever_it_stands() {
    for header in [
        &b"__Host-session=abc"[..],
        b"a=1; __Host-session=abc",
        b"__Host-session=abc; b=2",
        b"a=1;__Host-session=abc;b=2",
        b" \t__Host-session= abc \t; x",
    ] {
        look_up(&[header], |found| assert_eq!(found, Found::One(b"abc"), "{header:?}"));
    }
}

#[test]
fn names_that_only_look_like_ours_are_ignored() {
    for header in [
        &b"%5F%5FHost-session=evil"[..],
        b"__host-session=evil",
        b"__HOST-SESSION=evil",
        b"=__Host-session=evil",
        b"__Host-session",
        b"__Host-session2=evil",
        b"x__Host-session=evil",
        b"__Host-session =evil",
        b"\xe2\x80\x80__Host-session=evil",
        b"\xc2\x85__Host-session=evil",
        b"\xe3\x80\x80__Host-session=evil",
        b"\xa0__Host-session=evil",
        b"\x85__Host-session=evil",
    ] {
        look_up(&[header], |found| assert_eq!(found, Found::Nothing, "{header:?}"));
    }
}

#[test]
fn a_good_cookie_survives_foreign_junk_beside_it() {
    let junk: [&[u8]; 6] =
        [b"a=\xff\xfe", b"\x85=1", b";;;;", b"\"quoted; half", b"=; ==; ===", b"%5F%5FHost-session=x"];
    for other in junk {
        look_up(&[&[other, b"; __Host-session=abc"].concat()], |found| {
            assert_eq!(found, Found::One(b"abc"), "{other:?}");
        });
        look_up(&[&[b"__Host-session=abc; ", other].concat()], |found| {
            assert_eq!(found, Found::One(b"abc"), "{other:?}");
        });
    }
}

#[test]
fn a_name_sent_twice_is_ambiguous_in_one_header_or_two() {
    look_up(&[b"__Host-session=a; __Host-session=a"], |found| assert_eq!(found, Found::Ambiguous));
    look_up(&[b"__Host-session=good; x=1; __Host-session="], |found| assert_eq!(found, Found::Ambiguous));
    look_up(&[b"__Host-session=a", b"__Host-session=b"], |found| assert_eq!(found, Found::Ambiguous));
}

#[test]
fn no_legacy_quoting_or_versions() {
    look_up(&[b"$Version=1; __Host-session=\"x\"; $Path=/"], |found| {
        assert_eq!(found, Found::One(b"\"x\""), "quotes are part of the value");
    });
}

#[test]
fn several_names_are_found_in_one_pass() {
    let headers = headers(&[b"b=2; a=1"]);
    assert_eq!(
        find(headers.get_all(header::COOKIE), ["a", "b", "c"]),
        [Found::One(b"1"), Found::One(b"2"), Found::Nothing]
    );
}

/// The slow and obvious reading of the same rule.
fn model(header: &[u8]) -> Vec<Vec<u8>> {
    let text: String = header.iter().map(|byte| char::from(*byte)).collect();
    text.split(';')
        .map(|pair| pair.trim_matches([' ', '\t']))
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| *name == NAME)
        .map(|(_, value)| value.trim_matches([' ', '\t']).chars().map(|c| c as u8).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_obvious_reading(
        pieces in prop::collection::vec(prop_oneof![
            Just(b"__Host-session".to_vec()), Just(b"=".to_vec()), Just(b";".to_vec()), Just(b" ".to_vec()),
            Just(b"\t".to_vec()), Just(b"__Host-session=v".to_vec()), prop::collection::vec(0x80_u8..=0xff, 1..3),
            "[!-~]{1,4}".prop_map(String::into_bytes),
        ], 0..14)
    ) {
        let header = pieces.concat();
        let headers = headers(&[&header]);
        let [found] = find(headers.get_all(header::COOKIE), [NAME]);
        match model(&header).as_slice() {
            [] => prop_assert_eq!(found, Found::Nothing),
            [value] => prop_assert_eq!(found, Found::One(value.as_slice())),
            _ => prop_assert_eq!(found, Found::Ambiguous),
        }
    }
}
