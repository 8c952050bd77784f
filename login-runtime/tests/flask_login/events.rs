//! What listeners are told, in which order, and what they may do.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use login_runtime::{LoginEvent, SessionProtection, current_user};

use crate::common::{Logs, Site, User};
use crate::world::Heard;

fn site() -> (Site, Heard) {
    let heard = Heard::default();
    (Site::with(|manager| heard.listen(manager)), heard)
}

#[tokio::test]
async fn t011_a_log_in_is_told_once_with_the_user() {
    let (site, heard) = site();
    site.browser().log_in("ada").await;
    assert_eq!(heard.take(), ["LoggedIn { user: 1, remembered: false }"]);
}

#[tokio::test]
async fn t045_a_user_of_the_remember_cookie_is_told_once() {
    let (site, heard) = site();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    heard.take();
    browser.who().await;
    assert_eq!(heard.take(), ["Accessed", "LoadedFromCookie { user: 1 }"]);
    browser.who().await;
    assert_eq!(heard.take(), ["Accessed"], "there is a session again");
}

#[tokio::test]
async fn t050_a_log_in_that_is_not_fresh_enough_is_told_once() {
    let (site, heard) = site();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    heard.take();
    assert_eq!(browser.get("/fresh").await.location(), Some("/confirm?next=%2Ffresh"));
    assert_eq!(heard.take(), ["Accessed", r#"NeedsRefresh { user: 1, path: "/fresh" }"#]);
}

/// Flask-Login's event has no payload; ours names the user, as those of a log-in and of a log-out do.
#[tokio::test]
async fn t057_a_confirmed_log_in_is_told_once() {
    let (site, heard) = site();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    browser.who().await;
    heard.take();
    browser.post("/confirm", &[]).await;
    assert_eq!(heard.take(), ["Confirmed { user: 1 }"]);
}

/// Flask-Login recurses until the stack is full, as asking for the user tells that somebody asks. Ours has been asked already,
/// and answers with whoever is there as far as it is known.
#[tokio::test]
async fn e71_a_listener_may_ask_who_is_there() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&seen);
    let site = Site::with(|manager| {
        manager.on_event(move |event: &LoginEvent<'_, User>, _| {
            let user = current_user::<User>().map(|user| user.name.clone());
            listener.lock().expect("a whole list").push(format!("{event:?}: {user:?}"));
        })
    });
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.who().await;
    browser.post("/everywhere", &[]).await;
    browser.log_in_with("ada", &[("stale", "on")]).await;
    browser.post("/logout", &[]).await;
    let seen = seen.lock().expect("a whole list");
    assert_eq!(
        seen.as_slice(),
        [
            "LoggedIn { user: 1, remembered: false }: None",
            "Accessed: None",
            "Accessed: None",
            r#"LoggedOutEverywhere { user: 1 }: Some("ada")"#,
            "LoggedOut { user: 1 }: None",
            "LoggedIn { user: 1, remembered: false }: None",
            r#"Accessed: Some("ada")"#,
            "LoggedOut { user: 1 }: None",
        ]
    );
}

/// In Flask-Login a listener that fails at a log-in makes the response a 500, and the person is logged in all the same. A panic
/// of ours is written to the log, and neither the request nor the next listener notices.
#[tokio::test]
async fn e72_a_listener_that_panics_takes_nothing_with_it() {
    let heard = Heard::default();
    let site = Site::with(|manager| {
        let manager = manager.on_event(|event: &LoginEvent<'_, User>, _| {
            assert!(!matches!(event, LoginEvent::LoggedIn { .. }), "the mail server is down");
        });
        heard.listen(manager)
    });
    let mut browser = site.browser();
    let logs = Logs::capture();
    assert_eq!(browser.log_in("ada").await.status, StatusCode::SEE_OTHER);
    assert_eq!(logs.messages(), ["logged in", "a listener panicked; what it was told of stands"]);
    assert_eq!(heard.take(), ["LoggedIn { user: 1, remembered: false }"]);
    assert_eq!(browser.who().await, "ada fresh");
}

#[tokio::test]
async fn e73_each_operation_tells_in_this_order() {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(manager).session_protection(SessionProtection::Basic));
    let mut browser = site.browser();
    browser.get("/dashboard").await;
    assert_eq!(heard.take(), ["Accessed", r#"Unauthorized { path: "/dashboard" }"#]);
    browser.log_in_remembered("ada").await;
    assert_eq!(heard.take(), ["LoggedIn { user: 1, remembered: true }"]);
    browser.who().await;
    assert_eq!(heard.take(), ["Accessed"]);
    let mut elsewhere = browser.clone();
    elsewhere.agent = "curl";
    elsewhere.get("/fresh").await;
    let told = ["Accessed", "SessionProtected { user: 1 }", r#"NeedsRefresh { user: 1, path: "/fresh" }"#];
    assert_eq!(heard.take(), told);
    browser.close();
    browser.get("/fresh").await;
    let told = ["Accessed", "LoadedFromCookie { user: 1 }", r#"NeedsRefresh { user: 1, path: "/fresh" }"#];
    assert_eq!(heard.take(), told);
    browser.post("/confirm", &[]).await;
    assert_eq!(heard.take(), ["Confirmed { user: 1 }"]);
    browser.post("/logout", &[]).await;
    assert_eq!(heard.take(), ["Accessed", "LoggedOut { user: 1 }"]);
}

#[tokio::test]
async fn e74_a_log_out_is_told_with_whoever_was_there() {
    let names = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&names);
    let site = Site::with(|manager| {
        manager.on_event(move |event: &LoginEvent<'_, User>, _| {
            if let LoginEvent::LoggedOut { user } = event {
                let name = user.map(|user| user.name.clone());
                listener.lock().expect("a whole list").push((name, current_user::<User>().is_some()));
            }
        })
    });
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.post("/logout", &[]).await;
    let names = names.lock().expect("a whole list");
    assert_eq!(names.as_slice(), [(Some("ada".to_owned()), false)], "the user whole, and there no longer");
}
