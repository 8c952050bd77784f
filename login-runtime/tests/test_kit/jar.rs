//! Cookies, as RFC 6265bis says.

use std::time::Duration;

use axum::Router;
use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderName, SET_COOKIE};
use axum::response::AppendHeaders;
use axum::routing::any;
use login_runtime::testing::TestClient;
use login_runtime::{Clock, LoginManagerBuilder, ManualClock, Timestamp};

use crate::site::Site;

/// A site that sets the cookies which the query lists, percent-encoded and joined by `&`, and answers with what came.
struct Cookies {
    client: TestClient,
    clock: ManualClock,
}

async fn answer(
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> (AppendHeaders<Vec<(HeaderName, String)>>, String) {
    let decode = |line: &str| percent_encoding::percent_decode_str(line).decode_utf8_lossy().into_owned();
    let query = query.unwrap_or_default();
    let lines =
        query.split('&').filter(|line| !line.is_empty()).map(|line| (SET_COOKIE, decode(line))).collect();
    let came = headers.get(COOKIE).map(|cookies| cookies.to_str().expect("visible ASCII").to_owned());
    (AppendHeaders(lines), came.unwrap_or_default())
}

impl Cookies {
    fn new() -> Self {
        Self::with(|manager| manager)
    }

    fn with(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> Self {
        let site = Site::with(settings);
        let app = Router::new().fallback(any(answer));
        Self { client: TestClient::new(&app, &site.manager), clock: site.clock }
    }

    async fn set(&mut self, path: &str, lines: &[&str]) -> &mut Self {
        let encode = |line| percent_encoding::utf8_percent_encode(line, percent_encoding::NON_ALPHANUMERIC);
        let query: Vec<_> = lines.iter().map(|line| encode(line).to_string()).collect();
        let response = self.client.get(&format!("{path}?{}", query.join("&"))).await;
        assert_eq!(response.set_cookies(), lines);
        self
    }

    /// What is sent to a path.
    async fn sent(&mut self, path: &str) -> String {
        self.client.get(path).await.text().to_owned()
    }
}

/// Says whether a page at `/a/b` may set this cookie.
async fn is_kept(line: &str) -> bool {
    !Cookies::new().set("/a/b", &[line]).await.sent("/a/b").await.is_empty()
}

#[tokio::test]
async fn a_cookie_goes_to_its_path_and_below() {
    let mut cookies = Cookies::new();
    cookies
        .set(
            "/a/b",
            &["root=1; Path=/", "b=2; Path=/a/b", "slash=3; Path=/a/", "default=4", "none=5; Path=c"],
        )
        .await;
    for (path, sent) in [
        ("/", "root=1"),
        ("/a", "default=4; none=5; root=1"),
        ("/ab", "root=1"),
        ("/a/", "slash=3; default=4; none=5; root=1"),
        ("/a/bc", "slash=3; default=4; none=5; root=1"),
        ("/a/b", "b=2; slash=3; default=4; none=5; root=1"),
        ("/a/b/c", "b=2; slash=3; default=4; none=5; root=1"),
    ] {
        assert_eq!(cookies.sent(path).await, sent, "{path}");
    }
}

#[tokio::test]
async fn a_cookie_is_replaced_under_its_name_and_path_and_keeps_its_place() {
    let mut cookies = Cookies::new();
    cookies.set("/", &["a=1", "b=2"]).await.set("/", &["a=3", "a=4; Path=/deep"]).await;
    assert_eq!(cookies.sent("/").await, "a=3; b=2");
    assert_eq!(cookies.sent("/deep").await, "a=4; a=3; b=2");
    cookies.set("/", &["a=; Max-Age=0"]).await;
    assert_eq!(cookies.sent("/deep").await, "a=4; b=2", "the other path's stays");
}

#[tokio::test]
async fn a_cookie_ends_by_max_age_which_counts_before_expires() {
    let mut cookies = Cookies::new();
    let expires = "Expires=Thu, 01 Jan 2026 00:02:00 GMT";
    assert_eq!(cookies.clock.now().as_unix_seconds(), 1_767_225_600, "which is two minutes before");
    cookies
        .set(
            "/",
            &[
                "age=1; Max-Age=60",
                &format!("date=2; {expires}"),
                &format!("both=3; {expires}; max-age=180"),
                "session=4",
            ],
        )
        .await;
    let mut after = async |seconds| {
        cookies.clock.advance(Duration::from_secs(seconds));
        cookies.sent("/").await
    };
    assert_eq!(after(59).await, "age=1; date=2; both=3; session=4");
    assert_eq!(after(1).await, "date=2; both=3; session=4");
    assert_eq!(after(59).await, "date=2; both=3; session=4");
    assert_eq!(after(1).await, "both=3; session=4");
    cookies.client.close_browser();
    assert_eq!(cookies.sent("/").await, "both=3");
    cookies.clock.advance(Duration::from_secs(60));
    assert_eq!(cookies.client.cookie("both"), None);
    assert_eq!(cookies.sent("/").await, "");
}

#[tokio::test]
async fn no_cookie_is_kept_for_more_than_400_days() {
    let days = |days: u64| Duration::from_secs(days * 24 * 60 * 60);
    for line in ["a=1; Max-Age=99999999999", "a=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT"] {
        let mut cookies = Cookies::new();
        cookies.set("/", &[line]).await.clock.advance(days(399));
        assert_eq!(cookies.sent("/").await, "a=1");
        cookies.clock.advance(days(1));
        assert_eq!(cookies.sent("/").await, "");
    }
}

#[tokio::test]
async fn an_expiry_in_the_past_deletes() {
    for line in [
        "a=; Max-Age=0",
        "a=; Max-Age=-1",
        "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=; Expires=Wed, 31-Dec-25 23:59:59 GMT",
    ] {
        let mut cookies = Cookies::new();
        cookies.set("/", &["a=1", line]).await;
        assert_eq!(cookies.sent("/").await, "", "{line}");
        // The clock set back brings nothing back.
        cookies.clock.set(Timestamp::from_unix_seconds(0));
        assert_eq!(cookies.sent("/").await, "", "{line}");
    }
    // What is no date is no expiry.
    assert!(is_kept("a=1; Expires=yesterday; Max-Age=soon").await);
}

#[tokio::test]
async fn a_prefix_is_a_promise() {
    for (line, kept) in [
        ("__Host-a=1; Secure; Path=/", true),
        ("__Host-a=1; Path=/; secure; HttpOnly; SameSite=Lax", true),
        ("__Host-a=1; Path=/", false),
        ("__Host-a=1; Secure", false),
        ("__Host-a=1; Secure; Path=/a", false),
        ("__Host-a=1; Secure; Path=/; Domain=app.example", false),
        ("__host-a=1; Path=/", false),
        ("__Secure-a=1; Secure", true),
        ("__Secure-a=1; Secure; Domain=app.example; Path=/a", true),
        ("__Secure-a=1", false),
        ("__SECURE-a=1", false),
        ("__Hostess=1", true),
    ] {
        assert_eq!(is_kept(line).await, kept, "{line}");
    }
}

#[tokio::test]
async fn a_cookie_is_for_this_host() {
    for (line, kept) in [
        ("a=1; Domain=app.example", true),
        ("a=1; Domain=.APP.example", true),
        ("a=1; Domain=", true),
        ("a=1; Domain=example", false),
        ("a=1; Domain=p.example", false),
        ("a=1; Domain=other.example", false),
        ("a=1; Domain=www.app.example", false),
    ] {
        assert_eq!(is_kept(line).await, kept, "{line}");
    }
}

#[tokio::test]
async fn what_is_too_long_or_has_no_name_is_not_kept() {
    assert!(is_kept(&format!("a={}", "x".repeat(4095))).await);
    assert!(!is_kept(&format!("a={}", "x".repeat(4096))).await);
    assert!(!is_kept("lonely").await);
    assert!(!is_kept("=1").await);
}

#[tokio::test]
async fn secure_cookies_are_not_for_plain_http() {
    let lines = ["a=1; Secure", "__Host-b=2; Secure; Path=/", "c=3"];
    let mut https = Cookies::new();
    https.set("/", &lines).await;
    assert_eq!(https.sent("/").await, "a=1; __Host-b=2; c=3");
    let mut http = Cookies::with(LoginManagerBuilder::insecure_cookies_over_http);
    http.set("/", &lines).await;
    assert_eq!(http.sent("/").await, "c=3");
}

#[tokio::test]
async fn tampering_leaves_all_but_the_value_as_it_was() {
    let mut cookies = Cookies::new();
    cookies.set("/", &["a=1; Path=/a; Max-Age=60", "a=2"]).await;
    cookies.client.set_cookie("a", "x");
    cookies.client.set_cookie("new", "y");
    assert_eq!(cookies.sent("/a").await, "a=x; a=x; new=y");
    cookies.client.close_browser();
    assert_eq!(cookies.sent("/a").await, "a=x");
    cookies.clock.advance(Duration::from_secs(60));
    cookies.client.set_cookie("a", "z");
    assert_eq!(cookies.sent("/a").await, "a=z", "what had ended is made anew");
    cookies.client.drop_cookie("a");
    assert_eq!(cookies.sent("/a").await, "");
}
