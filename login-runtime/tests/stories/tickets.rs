//! Hostile cookies: whatever is sent, it is a guest who gets a guest's answer, or the good ticket still works.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use axum::Extension;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use login_runtime::routing::get;
use login_runtime::{CheckRequest, Fingerprint, requires};
use proptest::prelude::*;

use crate::common::{Browser, Page, Site, User, guarded_routes, send};

/// A browser that is logged in and remembered, and its two tickets.
async fn tickets(site: &Site) -> (Browser, String, String) {
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let (session, remember) = (browser.ticket("session"), browser.ticket("remember"));
    (browser, session, remember)
}

/// Sends these `Cookie` headers, as octets, and reports who they are.
async fn who(site: &Site, cookies: &[impl AsRef<[u8]>]) -> Page {
    ask(site, "/who", cookies).await
}

async fn ask(site: &Site, path: &str, cookies: &[impl AsRef<[u8]>]) -> Page {
    let mut request = Request::get(path)
        .header(header::USER_AGENT, "Firefox")
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .expect("a request");
    for cookie in cookies {
        let value = HeaderValue::from_bytes(cookie.as_ref()).expect("a header value");
        request.headers_mut().append(header::COOKIE, value);
    }
    send(&site.app, request).await
}

/// Expects the answers that a guest gets.
#[track_caller]
fn assert_guest(page: &Page, what: &str) {
    assert_eq!((page.status, &*page.body), (StatusCode::OK, "guest"), "{what}");
}

/// Both tickets under their own names, spelled `change(value)`.
async fn assert_refused(site: &Site, name: &str, value: &[u8]) {
    let cookie = [name.as_bytes(), b"=", value].concat();
    let what = String::from_utf8_lossy(&cookie).into_owned();
    assert_guest(&who(site, &[&cookie]).await, &what);
}

#[tokio::test]
async fn every_single_bit_of_a_ticket_counts() {
    let site = Site::new();
    let (_, session, remember) = tickets(&site).await;
    for (name, value) in [("__Host-session", session), ("__Host-remember", remember)] {
        let mut raw = URL_SAFE_NO_PAD.decode(&value).expect("base64");
        for bit in 0..raw.len() * 8 {
            raw[bit / 8] ^= 1 << (bit % 8);
            assert_refused(&site, name, URL_SAFE_NO_PAD.encode(&raw).as_bytes()).await;
            raw[bit / 8] ^= 1 << (bit % 8);
        }
        let mut text = value.clone().into_bytes();
        for bit in 0..text.len() * 8 {
            text[bit / 8] ^= 1 << (bit % 8);
            // A line break or the like never reaches a header value.
            if HeaderValue::from_bytes(&text).is_ok() && !text.contains(&b';') {
                assert_refused(&site, name, &text).await;
            }
            text[bit / 8] ^= 1 << (bit % 8);
        }
        assert_ne!(who(&site, &[format!("{name}={value}")]).await.body, "guest", "untouched it works");
    }
}

#[tokio::test]
async fn a_tampered_ticket_gets_the_very_answer_a_guest_gets() {
    let site = Site::new();
    let (_, session, _) = tickets(&site).await;
    let tampered = format!("__Host-session=B{}", &session[1..]);
    for path in ["/who", "/dashboard", "/fresh", "/join", "/login"] {
        let (guest, liar) = (ask(&site, path, &[""]).await, ask(&site, path, &[&tampered]).await);
        assert_eq!((guest.status, guest.body), (liar.status, liar.body), "{path}");
        assert_eq!(guest.headers.get("location"), liar.headers.get("location"), "{path}");
    }
}

#[tokio::test]
async fn every_other_length_is_refused() {
    let site = Site::new();
    let (_, session, remember) = tickets(&site).await;
    for (name, value) in [("__Host-session", session), ("__Host-remember", remember)] {
        for length in 0..value.len() {
            assert_refused(&site, name, &value.as_bytes()[..length]).await;
        }
        for more in 1..=64 {
            for filler in ["A", "=", ".", "%", "-"] {
                assert_refused(&site, name, format!("{value}{}", filler.repeat(more)).as_bytes()).await;
                assert_refused(&site, name, format!("{}{value}", filler.repeat(more)).as_bytes()).await;
            }
        }
    }
}

#[tokio::test]
async fn a_ticket_works_under_its_own_name_only() {
    let site = Site::new();
    let (mut browser, session, remember) = tickets(&site).await;
    browser.get("/dashboard").await;
    let flash = site.browser().get("/dashboard").await;
    let flash = flash.set_cookie("flash").expect("a message");
    let flash = flash["__Host-flash=".len()..].split(';').next().expect("a value").to_owned();
    let names = ["__Host-session", "__Host-remember", "__Host-flash"];
    for (made_for, value) in names.into_iter().zip([&session, &remember, &flash]) {
        for sent_as in names.into_iter().filter(|name| *name != made_for) {
            let cookie = format!("{sent_as}={value}");
            assert_guest(&who(&site, &[&cookie]).await, &cookie);
            let page = ask(&site, "/login", &[&cookie]).await;
            assert_eq!((page.status, &*page.body), (StatusCode::OK, "flash: ; next: "), "{cookie}");
        }
    }
    let swapped = format!("__Host-session={remember}; __Host-remember={session}");
    assert_guest(&who(&site, &[swapped]).await, "swapped");
}

#[tokio::test]
async fn a_ticket_relabeled_for_another_cookie_is_refused() {
    let site = Site::new();
    let (_, session, remember) = tickets(&site).await;
    for value in [session, remember] {
        let raw = URL_SAFE_NO_PAD.decode(&value).expect("base64");
        for purpose in (0..=255).filter(|purpose| *purpose != raw[3]) {
            let mut other = raw.clone();
            other[3] = purpose;
            let other = URL_SAFE_NO_PAD.encode(other);
            assert_refused(&site, "__Host-session", other.as_bytes()).await;
            assert_refused(&site, "__Host-remember", other.as_bytes()).await;
        }
    }
}

#[tokio::test]
async fn unknown_versions_are_refused() {
    let site = Site::new();
    let (_, session, _) = tickets(&site).await;
    let raw = URL_SAFE_NO_PAD.decode(&session).expect("base64");
    for version in (0..=255).filter(|version| *version != raw[0]) {
        let mut other = raw.clone();
        other[0] = version;
        assert_refused(&site, "__Host-session", URL_SAFE_NO_PAD.encode(other).as_bytes()).await;
    }
    assert_refused(&site, "__Host-session", URL_SAFE_NO_PAD.encode(&raw[1..]).as_bytes()).await;
}

#[tokio::test]
async fn another_spelling_of_a_ticket_is_no_ticket() {
    let site = Site::new();
    let (_, session, _) = tickets(&site).await;
    for other in [
        format!("{session}="),
        format!("{session}=="),
        format!("\"{session}\""),
        format!("'{session}'"),
        format!("{session}%3D"),
        session.replace('-', "+").replace('_', "/") + "+",
        session.to_lowercase(),
        session.chars().rev().collect(),
        format!("{} {}", &session[..10], &session[10..]),
        format!("{}\t{}", &session[..10], &session[10..]),
    ] {
        assert_refused(&site, "__Host-session", other.as_bytes()).await;
    }
}

#[tokio::test]
async fn a_ticket_sent_twice_is_refused_in_every_order_and_shape() {
    let site = Site::new();
    let (_, good, _) = tickets(&site).await;
    let (_, other, _) = tickets(&site).await;
    let cookie = |value: &str| format!("__Host-session={value}");
    for (first, second) in
        [(&*good, &*good), (&good, &other), (&good, "junk"), ("junk", &good), (&good, ""), ("", &good)]
    {
        let what = format!("{first} and {second}");
        let one_header = format!("{}; {}", cookie(first), cookie(second));
        let page = who(&site, &[one_header]).await;
        assert_guest(&page, &what);
        assert!(page.deletes("session"), "{what}");
        assert_guest(&who(&site, &[cookie(first), "theme=dark".to_owned(), cookie(second)]).await, &what);
    }
}

#[tokio::test]
async fn a_remember_ticket_sent_twice_is_refused_too() {
    let site = Site::new();
    let (_, _, good) = tickets(&site).await;
    for second in [&*good, "junk", ""] {
        for cookies in [
            format!("__Host-remember={good}; __Host-remember={second}"),
            format!("__Host-remember={second}; __Host-remember={good}"),
        ] {
            assert_guest(&who(&site, &[&cookies]).await, &cookies);
            let (first, second) = cookies.split_once("; ").expect("two cookies");
            assert_guest(&who(&site, &[first, second]).await, &cookies);
        }
    }
}

#[tokio::test]
async fn a_good_ticket_beside_foreign_junk_still_works() {
    let site = Site::new();
    let (_, session, _) = tickets(&site).await;
    let good = format!("__Host-session={session}").into_bytes();
    let big = [b"big=".to_vec(), vec![b'x'; 65_536]].concat();
    let many = (0..500).map(|number| format!("cookie{number}=value{number}")).collect::<Vec<_>>().join("; ");
    let junk: &[&[u8]] = &[
        b"theme=dark; lang=de",
        b"a=\xff\xfe\x80",
        b"\xe2\x80\x80__Host-session=evil",
        b"\xc2\x85__Host-session=evil; \x85=1",
        b"\xe3\x80\x80__Host-session=evil",
        b"%5F%5FHost-session=evil",
        b"__host-session=evil; __HOST-SESSION=evil",
        b"=__Host-session=evil; __Host-session; ==; =",
        b"__Host-session2=evil; x__Host-session=evil; session=evil",
        b"__Host-session =evil",
        b";;;; ;;,,",
        b"\"__Host-session=evil\"; \"half",
        b"$Version=1; $Path=/",
        &big,
        many.as_bytes(),
    ];
    for other in junk {
        let what = String::from_utf8_lossy(&other[..other.len().min(60)]).into_owned();
        for cookies in [
            vec![[other, &b"; "[..], &good].concat()],
            vec![[&good, &b"; "[..], other].concat()],
            vec![other.to_vec(), good.clone()],
            vec![good.clone(), other.to_vec()],
        ] {
            assert_eq!(who(&site, &cookies).await.body, "ada fresh remembered", "beside {what}");
        }
        assert_guest(&who(&site, &[other]).await, &what);
    }
}

#[tokio::test]
async fn enormous_cookies_are_a_guest_like_any_other() {
    let site = Site::new();
    for size in [1 << 10, 8 << 10, 64 << 10, 1 << 20] {
        for name in ["__Host-session", "__Host-remember", "__Host-flash", "x"] {
            let cookie = format!("{name}={}", "A".repeat(size));
            assert_guest(&who(&site, &[&cookie]).await, name);
            assert_eq!(ask(&site, "/login", &[&cookie]).await.status, StatusCode::OK);
        }
    }
    let many: Vec<_> = (0..500).map(|_| "__Host-session=AAAA".to_owned()).collect();
    assert_guest(&who(&site, &many).await, "500 headers");
    assert_guest(&who(&site, &[many.join("; ")]).await, "500 in one header");
}

#[tokio::test]
async fn nothing_of_what_was_sent_comes_back_in_a_cookie() {
    let site = Site::new();
    for name in ["__Host-session", "__Host-remember", "__Host-flash"] {
        let page = ask(&site, "/login", &[format!("{name}=reflected")]).await;
        let page_of_who = who(&site, &[format!("{name}=reflected")]).await;
        for line in page.set_cookies().into_iter().chain(page_of_who.set_cookies()) {
            assert!(!line.contains("reflected"), "{line}");
        }
    }
}

#[tokio::test]
async fn a_flash_ticket_is_read_from_its_own_cookie_and_only_untampered() {
    let site = Site::new();
    let refused = site.browser().get("/dashboard").await;
    let line = refused.set_cookie("flash").expect("a message");
    let good = line.split(';').next().expect("a pair");
    assert!(ask(&site, "/login", &[good]).await.body.contains("Please log in"));
    for bad in [format!("{good}A"), good[..good.len() - 1].to_owned(), format!("{good}; {good}")] {
        let page = ask(&site, "/login", &[&bad]).await;
        assert_eq!((page.status, &*page.body), (StatusCode::OK, "flash: ; next: "), "{bad}");
        assert!(page.deletes("flash"), "{bad}");
    }
}

fn octets() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"__Host-session=".to_vec()),
        Just(b"__Host-remember=".to_vec()),
        Just(b"__Host-flash=".to_vec()),
        Just(b"; ".to_vec()),
        Just(b";".to_vec()),
        "[A-Za-z0-9_-]{0,200}".prop_map(String::into_bytes),
        prop::collection::vec(prop_oneof![Just(b'\t'), 0x20_u8..=0x7e, 0x80_u8..=0xff], 0..40),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_cookie_headers_are_a_guest(headers in prop::collection::vec(octets(), 1..4)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let site = Site::new();
        let page = runtime.block_on(who(&site, &headers));
        prop_assert_eq!((page.status, page.body.as_str()), (StatusCode::OK, "guest"));
    }
}

/// Whoever logs what is handed to them, or a response, must not log what logs in.
#[tokio::test]
async fn no_debug_text_shows_a_ticket() {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let (by_fingerprint, by_handler, by_check) = (seen.clone(), seen.clone(), seen.clone());
    let site = Site::with_routes(
        guarded_routes().route("/checked", get(checked)).layer(Extension(by_check)),
        |manager| {
            manager
                .fingerprint(Fingerprint::custom(move |request, _| note(&by_fingerprint, &request)))
                .denied_handler(move |refusal| {
                    note(&by_handler, &refusal);
                    StatusCode::FORBIDDEN
                })
        },
    );
    let mut browser = site.browser();
    let page = browser.log_in_remembered("ada").await;
    seen.lock().expect("no panic").push(format!("{:?}", page.headers));
    assert_eq!(browser.get("/checked").await.status, StatusCode::FORBIDDEN);
    let seen = seen.lock().expect("no panic").join("\n");
    for shown in ["RequestHead", "CheckRequest", "Refusal", "set-cookie"] {
        assert!(seen.contains(shown), "{shown} is not among {seen}");
    }
    for name in ["session", "remember"] {
        assert!(!seen.contains(&browser.ticket(name)), "{seen}");
    }
}

fn note(seen: &Mutex<Vec<String>>, what: &dyn Debug) {
    seen.lock().expect("no panic").push(format!("{what:?}"));
}

fn is_let_in(_: &User, request: CheckRequest<'_>) -> bool {
    let seen: &Arc<Mutex<Vec<String>>> = request.parts().extensions.get().expect("the layer's");
    note(seen, &request);
    false
}

#[requires(check = is_let_in)]
async fn checked() {}
