//! What is a remember cookie, of Flask-Login or of ours, and what only stands where one is expected.

use crate::common::Site;
use crate::migration::{ADA, cookies, signed_with, site, who};

/// The vector with another digest.
fn digest(digest: &str) -> String {
    format!("1|{digest}")
}

/// Flask-Login has functions that write and read such cookies, for whoever has a use for them. Ours reads them, and writes its own
/// only.
#[tokio::test]
async fn t089_the_vector_is_read_and_what_is_malformed_is_not() {
    assert_eq!(who(cookies(), ADA).await, "ada stale remembered");
    assert_eq!(who(cookies(), "Foo|BAD_BASH").await, "guest");
    assert_eq!(who(cookies(), "no bar").await, "guest");
}

/// In Flask-Login a key that is given wins over that of the application. Here the secret of the Flask application is always given,
/// and is not the key of our own cookies. An empty one, with which anybody could sign, is refused when the manager is built
/// (`cookies_that_anybody_could_make_are_not_taken`).
#[tokio::test]
async fn t090_the_secret_is_the_one_that_was_given() {
    assert_eq!(who(signed_with(b"deterministic"), ADA).await, "ada stale remembered");
    for secret in [&b"another"[..], b"deterministic ", b"Deterministic"] {
        assert_eq!(who(signed_with(secret), ADA).await, "guest");
    }
    assert_eq!(who(signed_with(b"deterministic"), "Foo|BAD_BASH").await, "guest");
    assert_eq!(who(signed_with(b"deterministic"), "no bar").await, "guest");
}

/// Flask-Login compares digests as text, and fails with a 500 on every page where one holds more than ASCII, until the cookie goes.
/// Here whatever is no cookie of ours, or of Flask-Login, is no cookie.
#[tokio::test]
async fn e38_odd_characters_and_any_length_are_a_guest_and_no_error() {
    let long = "a".repeat(10_000);
    let odd = [
        "",
        "|",
        "1|",
        "1|\u{e9}\u{4f50}",
        "\u{4f50}\u{85e4}",
        "1|\t",
        "\"",
        "\"\"",
        "\"1|\\9\\99\\999\"",
        "\"1|\\77\"",
        "\"\\",
        "%00%0a",
        &long,
        &format!("1|{long}"),
        &format!("{long}{ADA}"),
        &format!("{ADA}{long}"),
        &ADA.replace("0e9e", "\u{fe}e9e"),
    ];
    let site = site();
    for value in odd {
        for name in ["remember_token", "__Host-remember", "__Host-session"] {
            let mut browser = site.browser();
            browser.set_cookie(name, value);
            assert_eq!(browser.who().await, "guest", "{name}={value:?}");
        }
    }
}

#[tokio::test]
async fn e39_a_digest_in_other_letters_is_not_the_digest() {
    let (_, good) = ADA.split_once('|').expect("an id and a digest");
    for other in [good.to_uppercase(), good.replacen('e', "E", 1), good[1..].to_owned()] {
        assert_eq!(who(cookies(), &digest(&other)).await, "guest", "{other}");
    }

    let site = Site::new();
    let mut ada = site.browser();
    ada.log_in_remembered("ada").await;
    let ticket = ada.ticket("remember");
    let swapped: String = ticket
        .chars()
        .map(|letter| {
            if letter.is_ascii_lowercase() {
                letter.to_ascii_uppercase()
            } else {
                letter.to_ascii_lowercase()
            }
        })
        .collect();
    for other in [swapped, ticket.to_uppercase(), ticket.to_lowercase()] {
        let mut browser = site.browser();
        browser.set_cookie("__Host-remember", &other);
        assert_eq!(browser.who().await, "guest", "{other}");
    }
}
