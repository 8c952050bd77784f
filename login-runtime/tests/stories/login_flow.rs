//! Logging in, staying logged in, and what the cookies look like.

use axum::http::StatusCode;

use crate::common::{Site, send};
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn a_visitor_is_a_guest_and_gets_no_cookies() {
    let site = Site::new();
    let mut browser = site.browser();
    for path in ["/", "/who", "/login", "/join", "/nowhere"] {
        let page = browser.get(path).await;
        assert!(page.set_cookies().is_empty(), "{path} {page:?}");
    }
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn a_log_in_lasts_until_the_browser_closes() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    assert_eq!(browser.cookie_names(), ["__Host-session"]);
    assert_eq!(browser.who().await, "ada fresh");
    assert_eq!(browser.get("/dashboard").await.body, "the dashboard of ada");
    assert_eq!(browser.get("/deep").await.body, "ada fresh");
    browser.close();
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn a_refused_visitor_comes_back_to_the_page_after_the_log_in() {
    let site = Site::new();
    let mut browser = site.browser();
    let refused = browser.get("/dashboard?tab=1").await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let login = refused.location().expect("a login page").to_owned();
    assert_eq!(login, "/login?next=%2Fdashboard%3Ftab%3D1");
    assert_eq!(
        browser.get(&login).await.body,
        "flash: [message] Please log in to access this page.; next: /dashboard?tab=1"
    );
    let page = browser.post(&login, &[("user", "ada")]).await;
    assert_eq!(page.location(), Some("/dashboard?tab=1"));
    assert_eq!(browser.get("/dashboard?tab=1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn cookies_carry_every_attribute_that_protects_them() {
    let site = Site::new();
    let mut browser = site.browser();
    let flash = browser.get("/dashboard").await;
    let page = browser.log_in_remembered("ada").await;
    let (session, remember) = (browser.ticket("session"), browser.ticket("remember"));
    let rest = "HttpOnly; SameSite=Lax; Secure; Path=/";
    assert_eq!(page.set_cookie("session"), Some(&*format!("__Host-session={session}; {rest}")));
    assert_eq!(
        page.set_cookie("remember"),
        Some(&*format!("__Host-remember={remember}; {rest}; Max-Age=2592000"))
    );
    let flash = flash.set_cookie("flash").expect("a message");
    assert!(flash.ends_with(&format!("; {rest}; Max-Age=300")), "{flash}");
}

#[tokio::test]
async fn cookies_are_deleted_with_the_attributes_they_were_set_with() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let page = browser.post("/logout", &[]).await;
    let rest = "HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    assert_eq!(page.set_cookie("session"), Some(&*format!("__Host-session=; {rest}")));
    assert_eq!(page.set_cookie("remember"), Some(&*format!("__Host-remember=; {rest}")));
    assert!(browser.cookie_names().is_empty());
}

#[tokio::test]
async fn insecure_cookies_lose_the_prefix_and_secure_and_nothing_else() {
    let strict = Site::new();
    let bare = Site::with(login_runtime::LoginManagerBuilder::insecure_cookies_over_http);
    let attributes = |lines: &[&str]| -> Vec<String> {
        lines.iter().map(|line| line.split_once("; ").expect("attributes").1.to_owned()).collect()
    };
    let names = |lines: &[&str]| -> Vec<String> {
        lines.iter().map(|line| line.split_once('=').expect("a name").0.to_owned()).collect()
    };
    for (path, fields) in [("/login", &[("user", "ada"), ("remember", "on")][..]), ("/logout", &[])] {
        let (mut on_https, mut on_http) = (strict.browser(), bare.browser());
        if path == "/logout" {
            on_https.log_in_remembered("ada").await;
            on_http.log_in_remembered("ada").await;
        }
        let (https, http) = (on_https.post(path, fields).await, on_http.post(path, fields).await);
        let expected: Vec<_> =
            attributes(&https.set_cookies()).iter().map(|line| line.replace("Secure; ", "")).collect();
        assert_eq!(attributes(&http.set_cookies()), expected);
        assert_eq!(names(&http.set_cookies()), ["session", "remember"]);
    }
    let mut browser = bare.browser();
    browser.log_in("ada").await;
    assert_eq!(browser.who().await, "ada fresh");
    let strict_ticket = {
        let mut browser = strict.browser();
        browser.log_in("ada").await;
        browser.ticket("session")
    };
    browser.set_cookie("session", &strict_ticket);
    assert_eq!(browser.who().await, "guest", "a ticket is bound to the name it was made for");
}

#[tokio::test]
async fn a_log_in_over_another_user_replaces_them() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.log_in("bob").await;
    assert_eq!(browser.who().await, "bob fresh");
}

#[tokio::test]
async fn logging_in_twice_in_a_row_is_one_log_in() {
    let site = Site::new();
    let mut browser = site.browser();
    let page = browser.log_in_remembered("ada").await;
    let again = browser.log_in_remembered("ada").await;
    assert_eq!(page.set_cookies().len(), 2);
    assert_eq!(again.set_cookies().len(), 2);
    assert_eq!(browser.who().await, "ada fresh remembered");
}

#[tokio::test]
async fn a_log_in_may_start_stale() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert_eq!(browser.who().await, "ada stale");
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::OK);
    assert_eq!(browser.get("/fresh").await.location(), Some("/confirm?next=%2Ffresh"));
}

#[tokio::test]
async fn each_browser_has_its_own_log_in() {
    let site = Site::new();
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in("ada").await;
    phone.log_in("ada").await;
    assert_ne!(laptop.ticket("session"), phone.ticket("session"));
    laptop.post("/logout", &[]).await;
    assert_eq!(phone.who().await, "ada fresh");
}

#[tokio::test]
async fn most_requests_set_no_cookie() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    for _ in 0..20 {
        site.advance(crate::common::MINUTE);
        assert!(browser.get("/dashboard").await.set_cookies().is_empty());
    }
}

#[tokio::test]
async fn people_who_are_logged_in_are_sent_home_from_pages_for_guests() {
    let site = Site::with(|manager| manager.home_view("/dashboard"));
    let mut browser = site.browser();
    assert_eq!(browser.get("/join").await.body, "join us");
    browser.log_in("ada").await;
    let page = browser.get("/join").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/dashboard")));
    let page = browser.fetch("/join").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("guest_only"), "{page:?}");
}

#[tokio::test]
async fn the_cookie_header_may_be_split_as_http_2_does() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let request = Request::get("/who")
        .header("cookie", "a=1")
        .header("cookie", format!("__Host-session={}", browser.ticket("session")))
        .header("cookie", "b=2")
        .header("user-agent", browser.agent)
        .body(Body::empty())
        .expect("a request");
    assert_eq!(send(&site.app, request).await.body, "ada fresh");
}
