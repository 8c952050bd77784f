//! A session in the hands of another client, which makes that one a guest.

use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode};
use login_runtime::SessionProtection::{Basic, Strong};
use login_runtime::routing::get;
use login_runtime::{
    CurrentUser, LoginManagerBuilder, Router, UserMixin, login_required, request_loader, user_loader,
};

use super::world::protected_site;
use crate::common::{Browser, Logs, Site};

fn strong(manager: LoginManagerBuilder) -> LoginManagerBuilder {
    manager.session_protection(Strong)
}

/// Ada, who is remembered, and the browser that has her cookies.
async fn theft(site: &Site) -> (Browser, Browser) {
    let mut ada = site.browser();
    ada.log_in_remembered("ada").await;
    let mut thief = ada.clone();
    thief.agent = "another";
    (ada, thief)
}

#[tokio::test]
async fn t061_strong_protection_lets_the_same_client_go_on() {
    let (site, heard) = protected_site(Strong);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    heard.take();
    for _ in 0..3 {
        assert_eq!(browser.who().await, "ada fresh");
    }
    assert_eq!(heard.take(), ["Accessed"; 3]);
}

/// Flask-Login logs the person out at the second request: the session that it made anew is no client's. In ours it is this one's.
#[tokio::test]
async fn t065_strong_protection_has_nothing_to_say_of_a_restore() {
    let (site, heard) = protected_site(Strong);
    let (mut ada, _) = theft(&site).await;
    ada.close();
    heard.take();
    assert_eq!(ada.who().await, "ada stale remembered");
    assert_eq!(heard.take(), ["Accessed", "LoadedFromCookie { user: 1 }"]);
    assert_eq!(ada.who().await, "ada stale remembered");
    assert_eq!(heard.take(), ["Accessed"]);
}

/// Flask-Login makes a session that lasts stale only, even where strong protection was asked for: the log-ins that are stolen most
/// easily are guarded least. Ours has no such exception, strong means strong; who wants the other behaviour says basic.
#[tokio::test]
async fn t066_strong_protection_of_a_lasting_log_in_is_strong() {
    for (protection, who) in [(Strong, "guest"), (Basic, "ada stale remembered")] {
        let site = Site::with(|manager| manager.session_protection(protection));
        let (_, mut thief) = theft(&site).await;
        assert_eq!(thief.who().await, who, "{protection:?}");
    }
}

/// As [`t066_strong_protection_of_a_lasting_log_in_is_strong`]: the event is the same, and the user is not loaded.
#[tokio::test]
async fn t067_strong_protection_tells_of_a_lasting_log_in_once() {
    let (site, heard) = protected_site(Strong);
    let (_, mut thief) = theft(&site).await;
    heard.take();
    site.users.loads();
    thief.who().await;
    assert_eq!(heard.take(), ["Accessed", "SessionProtected { user: 1 }"]);
    assert_eq!(site.users.loads(), 0);
    thief.who().await;
    assert_eq!(heard.take(), ["Accessed"], "its cookies are gone");
}

#[tokio::test]
async fn t068_strong_protection_makes_another_client_a_guest_and_leaves_other_data() {
    let (site, _) = protected_site(Strong);
    let (_, mut thief) = theft(&site).await;
    thief.set_cookie("foo", "bar");
    assert_eq!(thief.who().await, "guest");
    assert_eq!(thief.cookie_names(), ["foo"]);
}

#[tokio::test]
async fn t069_strong_protection_tells_of_another_client_once() {
    let (site, heard) = protected_site(Strong);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    heard.take();
    browser.agent = "another";
    browser.who().await;
    assert_eq!(heard.take(), ["Accessed", "SessionProtected { user: 1 }"]);
}

#[derive(Clone, UserMixin)]
#[user(request_loader)]
struct Member {
    id: i64,
}

#[user_loader]
fn load_member(id: i64) -> Option<Member> {
    Some(Member { id })
}

#[request_loader]
#[expect(clippy::needless_pass_by_value, reason = "extractors are values")]
fn load_by_key(headers: HeaderMap) -> Option<Member> {
    (headers.get("x-api-key")? == "cleo's").then_some(Member { id: 3 })
}

#[login_required]
async fn members(member: CurrentUser<Member>) -> String {
    member.id.to_string()
}

/// Flask-Login refuses the key, as the guest's session with a message in it is taken for one that changed hands. In ours there is
/// nothing to protect, and the key is good.
#[tokio::test]
async fn e10_whom_the_request_names_is_served_beside_a_guests_data() {
    let site = Site::build(strong, |manager, _| {
        Router::<Member>::new().route("/members", get(members)).with_login(manager, ())
    });
    let mut browser = site.browser();
    assert_eq!(browser.get("/members").await.status, StatusCode::SEE_OTHER);
    browser.agent = "another";
    let logs = Logs::capture();
    let page = browser.ask(Method::GET, "/members", &[("x-api-key", "cleo's")], Body::empty()).await;
    assert_eq!((page.status, page.body.as_str(), page.set_cookies()), (StatusCode::OK, "3", vec![]));
    assert_eq!(browser.cookie_names(), ["__Host-flash"]);
    assert_eq!(logs.messages(), [""; 0]);
}

/// Flask-Login also forgets where the person wanted to go, which it keeps in the session. Ours keeps that in a cookie of its own,
/// which is not the log-in's: whoever logs in anew goes where they were going, and where that is has to be of this site.
#[tokio::test]
async fn e11_strong_protection_leaves_what_is_not_the_log_in() {
    let site = Site::with(|manager| strong(manager).next_in_cookie());
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on"), ("remember", "on")]).await;
    browser.get("/fresh").await;
    browser.set_cookie("basket", "three apples");
    browser.agent = "another";
    assert_eq!(browser.who().await, "guest");
    assert_eq!(browser.cookie_names(), ["__Host-flash", "__Host-next", "basket"]);
    let page = browser.get("/login").await;
    assert_eq!(page.body, "flash: [message] Please confirm that it is you to access this page.; next: ");
    assert_eq!(browser.log_in("ada").await.location(), Some("/fresh"));
}

/// As Flask-Login: not even the cookie that could make the session anew is asked. Whoever lost the cookies keeps the log-in.
#[tokio::test]
async fn e12_strong_protection_deletes_the_remember_cookie_too() {
    let (site, heard) = protected_site(Strong);
    let (mut ada, mut thief) = theft(&site).await;
    heard.take();
    let page = thief.get("/who").await;
    assert_eq!(page.body, "guest");
    assert!(page.deletes("session") && page.deletes("remember"), "{page:?}");
    assert_eq!(heard.take(), ["Accessed", "SessionProtected { user: 1 }"]);
    assert_eq!(thief.who().await, "guest");
    assert_eq!(ada.who().await, "ada fresh remembered");
}

/// There are no permanent sessions in ours; a session that lives longest is one that is restored again and again. Flask-Login
/// makes its permanent ones stale only, see [`t066_strong_protection_of_a_lasting_log_in_is_strong`].
#[tokio::test]
async fn e13_strong_protection_covers_a_restore_by_another_client() {
    let (site, heard) = protected_site(Strong);
    let (mut ada, mut thief) = theft(&site).await;
    thief.close();
    heard.take();
    let page = thief.get("/who").await;
    assert_eq!((page.body.as_str(), page.deletes("remember")), ("guest", true));
    assert_eq!(heard.take(), ["Accessed", "SessionProtected { user: 1 }"]);
    ada.close();
    assert_eq!(ada.who().await, "ada stale remembered");
}
