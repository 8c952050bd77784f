//! The redirect vectors: each hostile string by its number, and the rule as a property.

use super::*;
use proptest::prelude::*;
use url::Url;

/// (vector, target), all refused.
const REFUSED: &[(&str, &str)] = &[
    ("V01", "//evil.example"),
    ("V02", "///evil.example"),
    ("V03", "////evil.example"),
    ("V04", "/\\evil.example"),
    ("V05", "\\/evil.example"),
    ("V06", "\\\\evil.example"),
    ("V07", "/\\/evil.example"),
    ("V08", "https:evil.example"),
    ("V09", "http:evil.example"),
    ("V10", "https:/evil.example"),
    ("V11", "https:///evil.example"),
    ("V12", "https://evil.example"),
    ("V13", "HTTPS://evil.example"),
    ("V14", "/\t/evil.example"),
    ("V15", "/\n/evil.example"),
    ("V16", "/\r\n/evil.example"),
    ("V17", "\t//evil.example"),
    ("V18", " //evil.example"),
    ("V19", "\u{1}//evil.example"),
    ("V20", "//evil.example "),
    ("V21", "/\t\\evil.example"),
    ("V22", "\n//evil.example"),
    ("V23", "https://app.example@evil.example"),
    ("V24", "https://app.example:443@evil.example"),
    ("V25", "//app.example@evil.example"),
    ("V26", "https://evil.example#@app.example"),
    ("V27", "https://app.example.evil.example/"),
    ("V28", "https://evil.example/app.example"),
    ("V29", "https://evil.example#app.example"),
    ("V30", "https://evil.example?app.example"),
    ("V31", "javascript:alert(1)"),
    ("V32", "java\nscript:alert(1)"),
    ("V33", "JaVaScRiPt:alert(1)"),
    ("V34", "data:text/html,x"),
    ("V35", "vbscript:x"),
    ("V36", "file:///etc/passwd"),
    ("V37", "blob:https://app.example/x"),
    ("V38", "wss://evil.example"),
    ("V39", "/..//evil.example"),
    ("V40", "/.//evil.example"),
    ("V41", "/a/..//evil.example"),
    ("V42", ".//evil.example"),
    ("V43", "..//evil.example"),
    ("V44", "/%2e%2e//evil.example"),
    ("V44b", "/%2E./x"),
    ("V44c", "/a/.%2e"),
    ("V45", "/%2f%2fevil.example"),
    ("V46", "/%5cevil.example"),
    ("V47", "%2f%2fevil.example"),
    ("V48", "/%09/evil.example"),
    ("V49", "/%0d%0aSet-Cookie:a=b"),
    ("V50", "/%00/evil.example"),
    ("V51", "//evil\u{3002}example"),
    ("V52", "//\u{ff45}vil.example"),
    ("V53", "/\u{ff0f}evil.example"),
    ("V54", "/\u{2215}evil.example"),
    ("V55", "\u{2000}//evil.example"),
    ("V56", "\u{feff}//evil.example"),
    ("V57", "\u{a0}//evil.example"),
    ("V58", "\u{85}//evil.example"),
    ("V59", "/\u{200b}/evil.example"),
    ("V60", "//[::1]/"),
    ("V61", "//2130706433/"),
    ("V62", "https://[::1]/"),
    ("V63", "https://[bad/"),
    ("V64", "//"),
    ("V65", "///"),
    ("V66", "/\\"),
    ("V67", "//app.example:8443/x"),
    ("V68", "http://app.example/x"),
    ("V69", "https://app.example/x"),
    ("V70", "https://app.example%2eevil.example"),
    ("V71", "https://app.example%00.evil.example"),
    ("V72", "@evil.example"),
    ("V73", ".evil.example"),
    ("V74", ":80"),
    ("V75", "evil.example"),
    ("V76", "?next=//evil.example"),
    ("V77", "#//evil.example"),
    ("V78", "/ok\r\nSet-Cookie: a=b"),
    ("V79", "/ok\0"),
    ("V82", ""),
    ("escape at the end", "/a%"),
    ("half an escape", "/a%2"),
    ("no hex", "/a%zz"),
    ("control in the query", "/a?b=%0a"),
    ("quote", "/a'b"),
    ("empty segment in the middle", "/a//b"),
    ("dots at the end", "/a/.."),
    ("a dot", "/."),
];

const ACCEPTED: &[&str] = &[
    "/",
    "/account?tab=1#x",
    "/a/b%20c?q=http://evil.example",
    "/search?q=a%2Fb",
    "/a/",
    "/...",
    "/.well-known/change-password",
    "/a;b=1/c,d",
    "/?//x",
    "/caf%C3%A9",
];

#[test]
fn every_hostile_vector_is_refused() {
    for (vector, target) in REFUSED {
        assert!(SafeNext::parse(target).is_err(), "{vector} {target:?}");
    }
    assert_eq!(SafeNext::parse(&format!("/{}", "a".repeat(2000))), Err(NextError::TooLong));
    assert_eq!(SafeNext::parse(&"\u{301}".repeat(1_000_000)), Err(NextError::TooLong));
}

#[test]
fn every_good_target_is_kept_byte_for_byte() {
    for target in ACCEPTED {
        assert_eq!(SafeNext::parse(target).map(|next| next.to_string()).as_deref(), Ok(*target));
    }
    assert!(SafeNext::parse(&format!("/{}", "a".repeat(1999))).is_ok());
}

#[test]
fn the_query_gives_one_next_or_none() {
    let next = |query| SafeNext::from_query(query).map(|next| next.to_string());
    assert_eq!(next(Some("next=%2Fa%3Fb%3D1")).as_deref(), Some("/a?b=1"));
    assert_eq!(next(Some("x=1&next=/a")).as_deref(), Some("/a"));
    assert_eq!(next(Some("next=/a&next=//evil")), None, "repeated");
    assert_eq!(next(Some("next=//evil&next=/a")), None, "repeated");
    assert_eq!(next(Some("nextstep=/a")), None);
    assert_eq!(next(Some("next=%2F%2Fevil")), None);
    assert_eq!(next(Some("next=/a+b")), None, "a space");
    assert_eq!(next(Some("next=%ff")), None);
    assert_eq!(next(Some("next")), None);
    assert_eq!(next(None), None);
    // Decoded once: one level of encoding stays, and the rule looks at what is sent.
    assert_eq!(next(Some("next=/%252f%252fevil")), None);
    assert_eq!(next(Some("next=/%2525")).as_deref(), Some("/%25"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_accepted_stays_on_the_site(
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(vec!["/", "//", "\\", ".", "..", "%2e", "%2f", "%5c", "%00", "%25", "?", "#", "@",
                ":", "evil.example", "a", "\t", "\n", " ", "[", "]", "\u{3002}", "\u{ff0f}", "%", "http:", "'", ";",
                "&", "=", "{", "|"]),
            Just("/a"),
        ], 0..10)
    ) {
        let target = format!("/{}", pieces.concat());
        if let Ok(next) = SafeNext::parse(&target) {
            for base in ["https://app.example/deep/page?x", "http://app.example:8080/", "https://app.example/mount/"] {
                let base = Url::parse(base).expect("a base");
                let there = base.join(next.as_str()).expect("an accepted target resolves");
                prop_assert_eq!(there.origin(), base.origin());
                prop_assert!(!there.path().starts_with("//"));
                prop_assert_eq!(&there[url::Position::BeforePath..], target.as_str(), "serializes to itself");
            }
        }
    }
}
