//! Asking somebody again who they are: the application's own handler, the 401 without a view, the redirect with one.

use axum::http::StatusCode;
use login_runtime::{LoginManager, LoginManagerBuilder};

use crate::common::{Browser, Site, guarded_routes, key};

/// Ada, whose log-in is not fresh.
async fn stale(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    browser
}

/// A site whose manager has these settings, and no views but those of them.
fn only(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> Site {
    Site::build(
        |_| settings(LoginManager::new(key(1))),
        |manager, users| guarded_routes().with_login(manager, users),
    )
}

#[tokio::test]
async fn t049_a_handler_of_the_applications_own_answers_with_whatever_it_likes() {
    let site = Site::with(|manager| manager.needs_refresh_handler(|_| "Needs Refresh!"));
    let page = stale(&site).await.get("/fresh").await;
    assert_eq!((page.status, &*page.body), (StatusCode::OK, "Needs Refresh!"));
    assert_eq!(page.set_cookies(), [""; 0], "no message");
}

/// Flask-Login answers 401 although there is a log-in view. Ours sends people there: who logs in again is fresh as well. Without
/// any view it is a 401 here too.
#[tokio::test]
async fn t053_without_a_refresh_view_the_log_in_view_serves_and_without_both_it_is_401() {
    let page = stale(&only(|manager| manager)).await.get("/fresh").await;
    assert_eq!((page.status, page.location()), (StatusCode::UNAUTHORIZED, None));
    assert_eq!(page.body, "Please confirm that it is you to access this page.");

    let page = stale(&only(|manager| manager.login_view("/login"))).await.get("/fresh").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/login?next=%2Ffresh")));
}

#[tokio::test]
async fn t054_with_a_refresh_view_people_are_sent_there_and_told_the_way_back() {
    let page = stale(&Site::new()).await.get("/fresh").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/confirm?next=%2Ffresh")));
}
