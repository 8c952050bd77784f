//! Where a log-in leads: the `next` of the query or of a form field, by the rule and byte for byte.

use axum::http::StatusCode;

use crate::common::{Page, Site};

/// Logs in with a `next` in the query, encoded already.
async fn by_query(site: &Site, query: &str) -> Page {
    site.browser().post(&format!("/login{query}"), &[("user", "ada")]).await
}

/// Logs in with a `next` in the form.
async fn by_field(site: &Site, next: &str) -> Page {
    site.browser().post("/login", &[("user", "ada"), ("next", next)]).await
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[tokio::test]
async fn a_good_next_is_followed_byte_for_byte() {
    let site = Site::new();
    for next in [
        "/",
        "/account?tab=1#x",
        "/a/b%20c?q=http://evil.example",
        "/search?q=a%2Fb",
        "/a/",
        "/...",
        "/caf%C3%A9",
        "/a%c3%a9B",
        "/a;b=1/c,d?x=[1]&y=~!$*()",
        "/?//x",
        "/a?b=../..",
    ] {
        for page in [by_field(&site, next).await, by_query(&site, &format!("?next={}", encoded(next))).await]
        {
            assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some(next)));
        }
    }
}

#[tokio::test]
async fn a_hostile_next_leads_to_the_default() {
    let site = Site::new();
    for next in [
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example",
        "https:evil.example",
        "http://app.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/ok\r\nSet-Cookie: a=b",
        "/ok\0",
        "/..//evil.example",
        "/a/../b",
        "/%2e%2e//evil.example",
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "/%09/evil.example",
        "/%",
        "/%zz",
        "/\u{ff0f}evil.example",
        "@evil.example",
        "evil.example",
        "?next=//evil.example",
        "#//evil.example",
        "/a'b",
        "/a\"b",
        "/a<b>",
        "/a b",
    ] {
        for page in [by_field(&site, next).await, by_query(&site, &format!("?next={}", encoded(next))).await]
        {
            assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/home")), "{next:?}");
            assert_eq!(page.body, "", "nothing is echoed");
        }
    }
    let long = format!("/{}", "a".repeat(2000));
    assert_eq!(by_field(&site, &long).await.location(), Some("/home"));
    assert_eq!(by_field(&site, &long[..2000]).await.location(), Some(&long[..2000]));
}

#[tokio::test]
async fn a_missing_or_repeated_next_leads_to_the_default() {
    let site = Site::new();
    for query in [
        "",
        "?",
        "?next",
        "?next=",
        "?x=/a",
        "?Next=/a",
        "?next[]=/a",
        "?next=/a&next=/b",
        "?next=/a&next=/a",
    ] {
        assert_eq!(by_query(&site, query).await.location(), Some("/home"), "{query}");
    }
    assert_eq!(by_query(&site, "?x=1&next=/a&y=2").await.location(), Some("/a"));
}

#[tokio::test]
async fn a_next_is_decoded_exactly_once() {
    let site = Site::new();
    assert_eq!(by_query(&site, "?next=%2F%2Fevil.example").await.location(), Some("/home"));
    assert_eq!(by_query(&site, "?next=/%252f%252fevil.example").await.location(), Some("/home"));
    assert_eq!(by_query(&site, "?next=/a%252525").await.location(), Some("/a%2525"));
    assert_eq!(by_query(&site, "?next=/a+b").await.location(), Some("/home"), "a plus is a space");
    assert_eq!(by_query(&site, "?next=/a%2Bb").await.location(), Some("/a+b"));
    assert_eq!(by_query(&site, "?next=%ff").await.location(), Some("/home"));
}

#[tokio::test]
async fn the_login_page_sees_the_next_only_if_it_is_safe() {
    let site = Site::new();
    let mut browser = site.browser();
    assert_eq!(browser.get("/login?next=%2Fa%3Fb").await.body, "flash: ; next: /a?b");
    assert_eq!(browser.get("/login?next=%2F%2Fevil.example").await.body, "flash: ; next: ");
    assert_eq!(browser.get("/login?next=%22%3E%3Cscript%3E").await.body, "flash: ; next: ");
}
