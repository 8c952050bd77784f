//! The texts that come from other crates, so that an upgrade which changes them shows up here; and those of all our
//! messages, held to the house style.

use darling::Error;

use crate::{
    diagnostics::{Diagnostics, messages},
    model::{challenge, within::seconds},
};

fn reworded(error: Error) -> String {
    let mut diagnostics = Diagnostics::default();
    assert!(diagnostics.absorb::<(), _>(Err(error)).is_err());
    let output = diagnostics.with(proc_macro2::TokenStream::new());
    super::errors(&super::parse(output)).concat()
}

#[test]
fn darling_speaks_our_words() {
    let span = proc_macro2::Span::call_site();
    let cases = [
        (
            Error::unknown_field_with_alts("withn", &["within", "crate"]),
            "unknown argument `withn`; did you mean `within`?",
        ),
        (
            Error::unknown_field_with_alts("x", &["within", "crate"]),
            "unknown argument `x`; the known ones are `crate`, `within`",
        ),
        (Error::duplicate_field("within"), "duplicate argument `within`; keep one"),
        (Error::unsupported_format("literal"), "a value needs a name; write `name = value`"),
        (Error::custom("`a` is ours; leave it"), "`a` is ours; leave it"),
    ];
    for (error, ours) in cases {
        assert_eq!(reworded(error.with_span(&span).at("somewhere")), ours);
    }
}

#[test]
fn several_errors_of_darling_stay_several() {
    let both = Error::multiple(vec![Error::duplicate_field("a"), Error::custom("b")]);
    let mut diagnostics = Diagnostics::default();
    assert!(diagnostics.absorb::<(), _>(Err(both)).is_err());
    let output = super::parse(diagnostics.with(proc_macro2::TokenStream::new()));
    assert_eq!(super::errors(&output).len(), 2);
}

#[test]
fn durations() {
    for (text, expected) in
        [("1s", 1), ("90s", 90), ("10m", 600), ("12h", 43_200), ("365d", 31_536_000), ("007s", 7)]
    {
        assert_eq!(seconds(text).as_ref(), Ok(&expected), "{text}");
    }
    for text in ["0s", "0d", "366d", "8761h", "31536001s", "18446744073709551616s", "18446744073709551615d"] {
        assert_eq!(seconds(text).unwrap_err(), messages::duration_out_of_range(text));
    }
    for text in
        ["", "m", "10x", "10 m", " 10m", "10m ", "1.5h", "-1s", "+1s", "1h30m", "10M", "10min", "１0m", "10µ"]
    {
        assert_eq!(seconds(text).unwrap_err(), messages::not_a_duration(text));
    }
    assert_eq!(seconds("10").unwrap_err(), messages::duration_without_unit("10"));
}

#[test]
fn challenges() {
    for text in
        ["Bearer", "Basic realm=\"api\", charset=\"UTF-8\"", "X-Token", "a!#$%&'*+-.^_`|~0 ~", "Bearer "]
    {
        assert_eq!(challenge::mistake(text), None, "{text}");
    }
    assert_eq!(challenge::mistake("").as_deref(), Some(messages::CHALLENGE_EMPTY));
    // A line break would begin another header.
    for (text, character) in [
        ("Bearer\r\nSet-Cookie: a=b", '\r'),
        ("Bearer realm=\"Käse\"", 'ä'),
        ("a\tb", '\t'),
        ("\u{7f}", '\u{7f}'),
    ] {
        assert_eq!(challenge::mistake(text), Some(messages::challenge_character(character)), "{text}");
    }
    for text in [" ", " Bearer", "WWW-Authenticate: Bearer", "realm=\"api\"", "Bearer,Basic", "\"Bearer\""] {
        assert_eq!(challenge::mistake(text), Some(messages::challenge_without_scheme(text)), "{text}");
    }
}

#[test]
fn messages_keep_the_house_style() {
    fn texts(tokens: proc_macro2::TokenStream, found: &mut Vec<String>) {
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Group(group) => texts(group.stream(), found),
                token => found.extend(syn::parse2::<syn::LitStr>(token.into()).ok().map(|text| text.value())),
            }
        }
    }
    let source = include_str!("../diagnostics/messages.rs");
    let mut found = Vec::new();
    texts(source.parse().expect("Rust"), &mut found);
    // Not names of attributes, nor the module's documentation.
    found.retain(|text| text.len() > 30 && !text.starts_with(' '));
    assert!(found.len() > 30);
    for text in found {
        assert!(text.contains("; "), "says what is wrong, then how to fix it: {text}");
        assert!(
            text.starts_with(|first: char| first.is_lowercase() || "`{.".contains(first)),
            "lower case: {text}"
        );
        assert!(!text.ends_with('.') && !text.contains("error"), "no full stop, no \"error\": {text}");
    }
}
