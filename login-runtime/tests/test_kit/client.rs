//! What the client sends, and that each has its own cookies.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
use axum::routing::any;
use login_runtime::testing::{TestClient, assert_challenged, assert_guest, assert_logged_in_as};
use login_runtime::{LoginManager, LoginManagerBuilder};

use crate::site::{ADA, Site};

/// What came to a plain router: the method, and the headers by name.
async fn echo(method: Method, headers: HeaderMap, body: String) -> String {
    let mut lines: Vec<_> = headers
        .iter()
        .filter(|(name, _)| *name != "content-length")
        .map(|(name, value)| format!("{name}: {}", value.to_str().expect("visible ASCII")))
        .collect();
    lines.sort();
    format!("{method}\n{}\n{body}", lines.join("\n"))
}

fn echoing(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> (Router, LoginManager) {
    (Router::new().fallback(any(echo)), Site::with(settings).manager)
}

#[tokio::test]
async fn it_asks_as_a_browser_that_is_on_the_site() {
    let (app, manager) = echoing(|manager| manager);
    let mut client = TestClient::new(&app, &manager);
    client.on_device("Firefox").set_cookie("theme", "dark");
    assert_eq!(
        client.get("/").await.text(),
        "GET\naccept: text/html\ncookie: theme=dark\nhost: app.example\nsec-fetch-mode: navigate\n\
         sec-fetch-site: same-origin\nuser-agent: Firefox\n"
    );
    assert_eq!(
        client.post("/", &[("a b", "ä&="), ("c", "")]).await.text(),
        "POST\naccept: text/html\ncontent-type: application/x-www-form-urlencoded\ncookie: theme=dark\n\
         host: app.example\norigin: https://app.example\nsec-fetch-mode: navigate\n\
         sec-fetch-site: same-origin\nuser-agent: Firefox\na%20b=%C3%A4%26%3D&c="
    );
    assert_eq!(
        client.fetch("/").await.text(),
        "GET\naccept: application/json\ncookie: theme=dark\nhost: app.example\nsec-fetch-mode: cors\n\
         sec-fetch-site: same-origin\nuser-agent: Firefox\n"
    );
}

#[tokio::test]
async fn it_sends_json_as_a_script_and_headers_of_its_own() {
    let (app, manager) = echoing(|manager| manager);
    let mut client = TestClient::new(&app, &manager);
    client.set_header("Authorization", "Bearer s3cret").set_header("accept", "application/ld+json");
    let sent = client.post_json("/", &["a", "b"]).await;
    assert_eq!(
        sent.text(),
        "POST\naccept: application/ld+json\nauthorization: Bearer s3cret\ncontent-type: application/json\n\
         host: app.example\norigin: https://app.example\nsec-fetch-mode: cors\nsec-fetch-site: same-origin\n\
         user-agent: Mozilla/5.0\n[\"a\",\"b\"]"
    );
    client.set_header("authorization", "").set_header("accept", "");
    assert!(client.get("/").await.text().starts_with("GET\naccept: text/html\nhost"));
}

#[tokio::test]
#[should_panic(expected = "the body is not the JSON that was expected: invalid type")]
async fn json_of_another_shape_is_told() {
    let (app, manager) = echoing(|manager| manager);
    let app = app.route("/json", axum::routing::get(async || axum::Json("text")));
    let _ = TestClient::new(&app, &manager).fetch("/json").await.json::<u8>();
}

#[tokio::test]
async fn what_a_request_says_itself_stays() {
    let (app, manager) = echoing(|manager| manager);
    let mut client = TestClient::new(&app, &manager);
    client.set_cookie("theme", "dark");
    let request = Request::patch("/").header("cookie", "mine=1").header("accept", "text/plain");
    let response = client.send(request.body(Body::from("text")).expect("a request")).await;
    assert_eq!(
        response.text(),
        "PATCH\naccept: text/plain\ncookie: mine=1\nhost: app.example\norigin: https://app.example\n\
         sec-fetch-mode: navigate\nsec-fetch-site: same-origin\nuser-agent: Mozilla/5.0\ntext"
    );
}

#[tokio::test]
async fn over_plain_http_a_browser_says_less_and_is_let_in_all_the_same() {
    let (app, manager) = echoing(LoginManagerBuilder::insecure_cookies_over_http);
    let mut client = TestClient::new(&app, &manager);
    assert_eq!(
        client.post("/", &[]).await.text(),
        "POST\naccept: text/html\ncontent-type: application/x-www-form-urlencoded\nhost: app.example\n\
         origin: http://app.example\nuser-agent: Mozilla/5.0\n"
    );

    let site = Site::with(LoginManagerBuilder::insecure_cookies_over_http);
    let mut client = site.client();
    assert_challenged!(client.get("/dashboard").await, "/login");
    assert_logged_in_as!(client.post("/login", &[]).await, ADA);
    assert_logged_in_as!(client.get("/dashboard").await, ADA);
    assert!(client.cookie("session").is_some());
    assert_logged_in_as!(site.client().acting_as(&ADA).get("/").await, ADA);
}

#[tokio::test]
async fn two_clients_share_no_cookies_and_a_clone_takes_them_along() {
    let site = Site::new();
    let (mut ada, mut other) = (site.client(), site.client());
    ada.acting_as(&ADA);
    assert_guest!(other.get("/").await);
    let mut thief = ada.clone();
    assert_logged_in_as!(thief.get("/").await, ADA);
    thief.drop_cookie("__Host-session");
    assert_guest!(thief.get("/").await);
    assert_logged_in_as!(ada.get("/").await, ADA);
    // The log-in itself is the same one.
    let mut thief = ada.clone();
    ada.post("/logout", &[]).await;
    assert_challenged!(thief.get("/dashboard").await);
}

#[tokio::test]
async fn a_cookie_that_was_tampered_with_logs_nobody_in() {
    let site = Site::new();
    let mut client = site.client();
    client.acting_as(&ADA).remembered();
    let good = client.cookie("__Host-remember").expect("a cookie").to_owned();
    client.drop_cookie("__Host-session");
    client.set_cookie("__Host-remember", &good.replace(&good[10..11], "."));
    let response = client.get("/").await;
    assert_guest!(response);
    assert_eq!(response.set_cookies().len(), 1, "{response:?}");
    assert_eq!(client.cookie("__Host-remember"), None, "junk is deleted");
    client.set_cookie("__Host-remember", &good);
    client.close_browser();
    assert_guest!(client.get("/").await);
}

#[test]
#[should_panic(expected = "no browser holds a cookie `a` with the value \"b\\n\"")]
fn a_value_that_is_no_header_is_told_at_once() {
    Site::new().client().set_cookie("a", "b\n");
}

#[tokio::test]
#[should_panic(expected = "`no path` is no path")]
async fn a_path_that_is_none_is_told_at_once() {
    let _ = Site::new().client().get("no path").await;
}
