//! Whether a log-in is fresh, where the client is not the one that logged in.

use login_runtime::SessionProtection::{Basic, Strong};
use login_runtime::{Login, public, routing::get};

use super::world::Heard;
use crate::common::{Site, User, guarded_routes};

#[tokio::test]
async fn e17_a_confirmed_log_in_is_fresh_and_trips_no_more() {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(manager.session_protection(Basic)));
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.agent = "another";
    assert_eq!(browser.who().await, "ada stale");
    heard.take();
    assert_eq!(browser.post("/confirm", &[]).await.body, "ada fresh");
    assert_eq!(heard.take(), ["Confirmed { user: 1 }"]);
    for _ in 0..2 {
        assert_eq!(browser.who().await, "ada fresh");
    }
    assert_eq!(browser.get("/fresh").await.body, "fresh enough");
    assert_eq!(heard.take(), ["Accessed"; 3]);
}

/// The very request that another client confirms with may be its first one.
#[tokio::test]
async fn e17_a_log_in_that_another_client_confirms_at_once_is_fresh_and_trips_no_more() {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(manager.session_protection(Basic)));
    let mut browser = site.browser();
    browser.log_in("ada").await;
    heard.take();
    browser.agent = "another";
    assert_eq!(browser.post("/confirm", &[]).await.body, "ada fresh");
    assert_eq!(heard.take(), ["SessionProtected { user: 1 }", "Confirmed { user: 1 }"]);
    assert_eq!(browser.who().await, "ada fresh");
    assert_eq!(heard.take(), ["Accessed"]);
}

#[public]
async fn is_fresh(login: Login<User>) -> String {
    login.login_fresh().to_string()
}

/// Flask-Login's `login_fresh` says what the session says, until somebody asks who is there: first of all it says yes to another
/// client. Ours cannot be asked before that is known.
#[tokio::test]
async fn e43_whether_a_log_in_is_fresh_is_known_only_when_the_client_is() {
    for protection in [Basic, Strong] {
        let heard = Heard::default();
        let routes = guarded_routes().route("/is-fresh", get(is_fresh));
        let site = Site::with_routes(routes, |manager| heard.listen(manager.session_protection(protection)));
        let mut browser = site.browser();
        browser.log_in("ada").await;
        assert_eq!(browser.get("/is-fresh").await.body, "true");
        heard.take();
        browser.agent = "another";
        assert_eq!(browser.get("/is-fresh").await.body, "false", "{protection:?}");
        assert_eq!(heard.take(), ["SessionProtected { user: 1 }"], "{protection:?}");
    }
}
