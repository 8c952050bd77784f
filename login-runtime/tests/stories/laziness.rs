//! Nothing is parsed, loaded or set until something asks.

use axum::http::StatusCode;
use login_runtime::{CurrentUser, Login, current_user, public, routing::get};

use crate::common::{HOUR, Site, User, guarded_routes};

#[tokio::test]
async fn a_public_page_that_asks_nothing_costs_nothing() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.users.loads();
    site.advance(HOUR / 2);
    browser.set_cookie("__Host-flash", "junk");
    for path in ["/", "/nowhere"] {
        let page = browser.get(path).await;
        assert_eq!(site.users.loads(), 0, "{path}");
        assert!(page.set_cookies().is_empty(), "{path}: not even the renewal that is due, nor a deletion");
        assert_eq!((page.header("vary"), page.header("cache-control")), (None, None), "{path}");
    }
}

#[tokio::test]
async fn the_user_is_loaded_once_however_often_it_is_asked() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.users.loads();
    let page = browser.get("/five-times").await;
    assert_eq!(page.body, ["ada fresh"; 5].join(", "));
    assert_eq!(site.users.loads(), 1);
    for path in ["/who", "/dashboard", "/deep", "/fresh", "/join"] {
        browser.get(path).await;
        assert_eq!(site.users.loads(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_guest_costs_no_load() {
    let site = Site::new();
    let mut guest = site.browser();
    for path in ["/who", "/dashboard", "/fresh", "/join"] {
        guest.get(path).await;
    }
    guest.set_cookie("__Host-session", "AAAA");
    guest.set_cookie("__Host-remember", "AAAA");
    guest.get("/who").await;
    assert_eq!(site.users.loads(), 0);
}

#[tokio::test]
async fn an_ended_log_in_costs_no_load() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut copy = browser.clone();
    browser.post("/logout", &[]).await;
    site.users.loads();
    assert_eq!(copy.who().await, "guest");
    assert_eq!(site.users.loads(), 0);
}

/// The session's user and the remembered one are the same, so one load answers for both tickets.
#[tokio::test]
async fn two_useless_tickets_of_one_user_cost_one_load() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.users.change_password("ada");
    site.users.loads();
    assert_eq!(browser.who().await, "guest");
    assert_eq!(site.users.loads(), 1);
}

#[tokio::test]
async fn a_log_in_loads_nobody() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    assert_eq!(site.users.loads(), 0);
}

#[public]
async fn deep_without_asking() -> &'static str {
    if current_user::<User>().is_some() { "somebody" } else { "nobody asked" }
}

#[public]
async fn deep_after_asking(_user: Option<CurrentUser<User>>) -> &'static str {
    if current_user::<User>().is_some() { "somebody" } else { "a guest" }
}

#[public]
async fn deep_after_login(_login: Login<User>) -> &'static str {
    if current_user::<User>().is_some() { "somebody" } else { "a guest" }
}

#[tokio::test]
async fn current_user_knows_whom_the_request_asked_for() {
    let routes = guarded_routes()
        .route("/without", get(deep_without_asking))
        .route("/after", get(deep_after_asking))
        .route("/after-login", get(deep_after_login));
    let site = Site::with_routes(routes, |manager| manager);
    let mut browser = site.browser();
    assert_eq!(browser.get("/after").await.body, "a guest");
    browser.log_in("ada").await;
    for (path, body) in [("/without", "nobody asked"), ("/after", "somebody"), ("/after-login", "somebody")] {
        let page = browser.get(path).await;
        assert_eq!((page.status, &*page.body), (StatusCode::OK, body), "{path}");
    }
}

#[public]
async fn in_another_task(user: Option<CurrentUser<User>>) -> String {
    let there = tokio::spawn(async { current_user::<User>().is_some() }).await.expect("no panic");
    format!("{} {there}", user.is_some())
}

#[tokio::test]
async fn a_spawned_task_has_no_current_user() {
    let site = Site::with_routes(guarded_routes().route("/spawn", get(in_another_task)), |manager| manager);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    assert_eq!(browser.get("/spawn").await.body, "true false");
}
