//! Making the remember cookie anew with each request, where the application wants that.

use axum::Extension;
use login_runtime::{LoginManagerBuilder, LoginOptions};

use crate::common::{DAY, HOUR, SECOND, Site};

fn renewing() -> Site {
    Site::with(LoginManagerBuilder::renew_remember_on_each_request)
}

#[tokio::test]
async fn t042_without_renewal_a_remember_cookie_ends_when_it_was_said_to() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let ticket = browser.ticket("remember");
    browser.close();
    site.advance(DAY);
    let page = browser.get("/who").await;
    assert_eq!((page.body.as_str(), page.set_cookie("remember")), ("ada stale remembered", None));
    assert_eq!(browser.ticket("remember"), ticket);
    assert_eq!(browser.kept_for("remember"), Some(29 * DAY));
}

#[tokio::test]
async fn t043_with_renewal_each_request_moves_the_end() {
    let site = renewing();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.advance(SECOND);
    assert_eq!(browser.kept_for("remember"), Some(30 * DAY - SECOND));
    assert_eq!(browser.who().await, "ada fresh remembered");
    assert_eq!(browser.kept_for("remember"), Some(30 * DAY), "while the session is there");
    browser.close();
    site.advance(SECOND);
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_eq!(browser.kept_for("remember"), Some(30 * DAY), "and when it is made anew");
}

/// Flask-Login forgets the time of the log-in with the session, and renews for its default of a year. Ours stands in the
/// ticket.
#[tokio::test]
async fn e27_a_renewed_cookie_keeps_the_time_of_its_log_in() {
    let site = renewing();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("remember_for", "25200")]).await;
    for _ in 0..3 {
        browser.close();
        site.advance(6 * HOUR);
        assert_eq!(browser.who().await, "ada stale remembered");
        assert_eq!(browser.kept_for("remember"), Some(7 * HOUR));
    }
    browser.post("/confirm", &[]).await;
    site.advance(HOUR / 4);
    assert_eq!(browser.who().await, "ada stale remembered", "no longer fresh");
    assert_eq!(browser.kept_for("remember"), Some(7 * HOUR), "under a new id");
    site.advance(7 * HOUR);
    assert_eq!(browser.who().await, "guest", "who stays away that long is forgotten");
}

/// As at the head of Flask-Login; its release 0.6.3 sets one for everybody.
#[tokio::test]
async fn e28_renewal_makes_no_cookie_where_there_was_none() {
    let site = renewing();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    for path in ["/who", "/dashboard", "/fresh"] {
        site.advance(SECOND);
        assert_eq!(browser.get(path).await.set_cookies(), [""; 0], "{path}");
    }
    assert_eq!(browser.cookie_names(), ["__Host-session"]);
}

/// Flask-Login does not look at the cookie that came in: a session of an hour and a cookie of the right name become one of a
/// year. Ours renews what it made, for the very log-in.
#[tokio::test]
async fn e29_renewal_makes_nothing_of_a_cookie_that_is_not_of_the_log_in() {
    let site = renewing();
    let mut bob = site.browser();
    bob.log_in_remembered("bob").await;
    let mut earlier = site.browser();
    earlier.log_in_remembered("ada").await;
    let cookies =
        ["junk".to_owned(), "1|0e9e6e98".to_owned(), bob.ticket("remember"), earlier.ticket("remember")];
    for (options, who) in [(&[][..], "ada fresh"), (&[("remember", "on")], "ada fresh remembered")] {
        for cookie in &cookies {
            let mut browser = site.browser();
            browser.log_in_with("ada", options).await;
            browser.set_cookie("__Host-remember", cookie);
            site.advance(SECOND);
            let page = browser.get("/who").await;
            assert_eq!((page.body.as_str(), page.set_cookies()), (who, vec![]), "with {cookie}");
        }
    }
}

/// Flask-Login renews with every response, also of a page that does not care who asks. Ours does when somebody asks who is
/// there, so that the other pages may be cached; and a request that says it is no sign of life is none.
#[tokio::test]
async fn e30_only_a_request_that_asks_who_is_there_renews() {
    let site = renewing();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.advance(SECOND);
    let page = browser.get("/").await;
    assert_eq!((page.body.as_str(), page.set_cookies()), ("index", vec![]));
    assert_eq!(page.header("cache-control"), None);

    let mut polling = browser.clone();
    polling.app = site.app.clone().layer(Extension(LoginOptions::new().passive()));
    let page = polling.get("/who").await;
    assert_eq!((page.body.as_str(), page.set_cookies()), ("ada fresh remembered", vec![]));

    assert!(browser.get("/who").await.set_cookie("remember").is_some());
}
