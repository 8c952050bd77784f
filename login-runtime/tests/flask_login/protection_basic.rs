//! A session in the hands of another client, which makes it stale.

use login_runtime::LoginManagerBuilder;
use login_runtime::SessionProtection::{self, Basic, Strong};

use super::world::protected_site;
use crate::common::Site;

#[tokio::test]
async fn t060_basic_protection_lets_the_same_client_go_on() {
    let (site, heard) = protected_site(Basic);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    heard.take();
    for _ in 0..3 {
        assert_eq!(browser.who().await, "ada fresh");
    }
    assert_eq!(heard.take(), ["Accessed"; 3]);
}

#[tokio::test]
async fn t062_basic_protection_makes_the_session_of_another_client_stale() {
    let (site, _) = protected_site(Basic);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.agent = "another";
    assert_eq!(browser.who().await, "ada stale");
    assert_eq!(browser.get("/dashboard").await.body, "the dashboard of ada");
    assert_eq!(browser.get("/fresh").await.location(), Some("/confirm?next=%2Ffresh"));
}

/// Flask-Login tells it again with each request, as it never stamps the session anew. Ours tells it once for each change.
#[tokio::test]
async fn t063_basic_protection_tells_of_another_client_once() {
    let (site, heard) = protected_site(Basic);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    heard.take();
    browser.agent = "another";
    browser.who().await;
    assert_eq!(heard.take(), ["Accessed", "SessionProtected { user: 1 }"]);
    browser.who().await;
    assert_eq!(heard.take(), ["Accessed"]);
}

/// Flask-Login tells of it from the second request on. In ours the session that was made anew is this client's.
#[tokio::test]
async fn t064_basic_protection_has_nothing_to_say_of_a_restore() {
    let (site, heard) = protected_site(Basic);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    heard.take();
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_eq!(heard.take(), ["Accessed", "LoadedFromCookie { user: 1 }"]);
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_eq!(heard.take(), ["Accessed"]);
}

/// A guest asks for a page that asks nobody, and for one that does.
async fn assert_leaves_guests_alone(protection: SessionProtection) {
    let (site, heard) = protected_site(protection);
    let mut browser = site.browser();
    let page = browser.get("/").await;
    assert_eq!((page.body.as_str(), page.set_cookies(), heard.take()), ("index", vec![], vec![]));
    let page = browser.get("/who").await;
    assert_eq!((page.body.as_str(), page.set_cookies()), ("guest", vec![]));
    assert_eq!(heard.take(), ["Accessed"]);
}

#[tokio::test]
async fn t070_without_protection_a_guest_is_left_alone() {
    assert_leaves_guests_alone(SessionProtection::None).await;
}

#[tokio::test]
async fn t071_with_basic_protection_a_guest_is_left_alone() {
    assert_leaves_guests_alone(Basic).await;
}

/// Flask-Login takes a guest's session with a message in it for one that changed hands: it writes to it, or empties it and deletes
/// the remember cookie, and tells each time. In ours a guest has nothing to protect, so nothing happens.
#[tokio::test]
async fn e09_a_guest_with_data_is_not_touched() {
    for protection in [Basic, Strong] {
        let (site, heard) = protected_site(protection);
        let mut browser = site.browser();
        browser.set_cookie("basket", "three apples");
        browser.get("/dashboard").await;
        browser.agent = "another";
        heard.take();
        let page = browser.get("/who").await;
        assert_eq!((page.body.as_str(), page.set_cookies()), ("guest", vec![]), "{protection:?}");
        assert_eq!(heard.take(), ["Accessed"], "{protection:?}");
        assert_eq!(browser.cookie_names(), ["__Host-flash", "basket"], "{protection:?}");
        let page = browser.get("/login").await;
        assert_eq!(page.body, "flash: [message] Please log in to access this page.; next: ");
    }
}

/// In Flask-Login a mode that it does not know, `"stong"` say, is no protection, and nobody is told. In ours it does not compile
/// (the case `runtime/fail/session-protection-is-text` of the ui-tests), and who says nothing is protected.
#[tokio::test]
async fn e14_there_is_no_unknown_mode() {
    assert_eq!(SessionProtection::default(), Basic);
    let modes: [fn(LoginManagerBuilder) -> LoginManagerBuilder; 4] = [
        |manager| manager,
        |manager| manager.session_protection(SessionProtection::None),
        |manager| manager.session_protection(Basic),
        |manager| manager.session_protection(Strong),
    ];
    for (mode, who) in modes.into_iter().zip(["ada stale", "ada fresh", "ada stale", "guest"]) {
        let site = Site::with(mode);
        let mut browser = site.browser();
        browser.log_in("ada").await;
        browser.agent = "another";
        assert_eq!(browser.who().await, who);
    }
}

/// Flask-Login has two places for the setting, of which the application's goes before the manager's. Ours has one, and the last
/// word counts: an application can switch off what its defaults switched on.
#[tokio::test]
async fn e15_what_is_said_last_counts() {
    for (last, who) in [(SessionProtection::None, "ada fresh"), (Strong, "guest")] {
        let site = Site::with(|manager| manager.session_protection(Strong).session_protection(last));
        let mut browser = site.browser();
        browser.log_in("ada").await;
        browser.agent = "another";
        assert_eq!(browser.who().await, who, "{last:?}");
    }
}
