//! A plain axum router with the layer; and without it, where nothing passes.

use axum::http::StatusCode;
use axum::routing::{get, post};
use login_runtime::{
    CurrentUser, Flash, Login, LoginManagerBuilder, current_user, fresh_login_required, guest_only,
    login_required, public,
};

use crate::common::{Browser, Logs, Site, User, Users, log_in, who};

#[login_required]
async fn closed(user: CurrentUser<User>) -> String {
    let deep = current_user::<User>().map(|user| user.name.clone());
    format!("{} {deep:?}", user.name)
}

#[fresh_login_required]
async fn very_closed() {}

#[guest_only]
async fn visitors() {}

#[public]
async fn open() -> &'static str {
    "open"
}

/// No attribute: on a plain router the extractor is a guard of its own.
async fn bare(user: CurrentUser<User>) -> String {
    user.name.clone()
}

async fn bare_login(login: Login<User>) -> String {
    login.login_fresh().to_string()
}

#[public]
async fn flash(flash: Option<Flash>) -> String {
    flash.map(|flash| flash.message).unwrap_or_default()
}

#[login_required]
async fn log_out(login: Login<User>) {
    login.logout_user().await.expect("a log-out");
}

fn routes() -> axum::Router<Users> {
    axum::Router::new()
        .route("/login", get(flash).post(log_in))
        .route("/logout", post(log_out))
        .route("/who", get(who))
        .route("/closed", get(closed))
        .route("/very-closed", get(very_closed))
        .route("/visitors", get(visitors))
        .route("/open", get(open))
        .route("/bare", get(bare))
        .route("/bare-login", get(bare_login))
}

fn with_layer(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> Site {
    Site::build(settings, |manager, users| {
        routes().layer(manager.layer::<User, _>(users.clone())).with_state(users)
    })
}

async fn ada(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser
}

#[tokio::test]
async fn the_layer_guards_as_the_guarded_router_does() {
    let site = with_layer(|manager| manager);
    for (path, guest, user) in [
        ("/closed", 303, 200),
        ("/very-closed", 303, 200),
        ("/visitors", 200, 303),
        ("/open", 200, 200),
        ("/bare", 303, 200),
        ("/bare-login", 200, 200),
        ("/who", 200, 200),
        ("/nowhere", 404, 404),
    ] {
        assert_eq!(site.browser().get(path).await.status.as_u16(), guest, "{path} for a guest");
        assert_eq!(ada(&site).await.get(path).await.status.as_u16(), user, "{path} for Ada");
    }
}

#[tokio::test]
async fn a_whole_visit_works_behind_the_layer() {
    let site = with_layer(|manager| manager);
    let mut browser = site.browser();
    let refused = browser.get("/closed?x=1").await;
    assert_eq!(refused.location(), Some("/login?next=%2Fclosed%3Fx%3D1"));
    assert_eq!(browser.get("/login").await.body, "Please log in to access this page.");
    let page = browser.post("/login?next=/closed", &[("user", "ada"), ("remember", "on")]).await;
    assert_eq!(page.location(), Some("/closed"));
    let page = browser.get("/closed").await;
    assert_eq!(page.body, "ada Some(\"ada\")");
    assert!(page.is_private());
    browser.close();
    assert_eq!(browser.who().await, "ada stale remembered");
    let mut thief = browser.clone();
    browser.post("/logout", &[]).await;
    assert_eq!(thief.who().await, "guest");
}

#[tokio::test]
async fn the_layer_loads_once_and_only_when_asked() {
    let site = with_layer(|manager| manager);
    let mut browser = ada(&site).await;
    site.users.loads();
    let page = browser.get("/open").await;
    assert_eq!((site.users.loads(), page.header("vary")), (0, None));
    browser.get("/closed").await;
    assert_eq!(site.users.loads(), 1);
}

#[tokio::test]
async fn a_nested_plain_router_redirects_back_to_the_whole_path() {
    let site = Site::build(
        |manager| manager,
        |manager, users| {
            axum::Router::new()
                .nest("/a", routes())
                .layer(manager.layer::<User, _>(users.clone()))
                .with_state(users)
        },
    );
    assert_eq!(site.browser().get("/a/closed").await.location(), Some("/login?next=%2Fa%2Fclosed"));
}

#[tokio::test]
async fn a_layer_on_part_of_the_router_serves_that_part() {
    let site = Site::build(
        |manager| manager,
        |manager, users| {
            routes()
                .layer(manager.layer::<User, _>(users.clone()))
                .route("/forgotten", get(closed))
                .with_state(users)
        },
    );
    let mut browser = ada(&site).await;
    assert_eq!(browser.get("/closed").await.status, StatusCode::OK);
    assert_eq!(browser.get("/forgotten").await.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn without_the_layer_every_guard_fails_closed_and_the_log_says_what_to_add() {
    let site = Site::build(|manager| manager, |_, users| routes().with_state(users));
    let logs = Logs::capture();
    for path in ["/closed", "/very-closed", "/visitors", "/who", "/bare", "/bare-login"] {
        let page = site.browser().get(path).await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert_eq!(page.body, "This page is not set up correctly.", "{path}: the client learns nothing");
        let records = logs.take();
        assert_eq!(records.len(), 1, "{path} {records:?}");
        assert_eq!(records[0].level, tracing::Level::ERROR);
        assert!(records[0].message.contains(".layer(manager.layer::<User, _>(state))"), "{records:?}");
        assert_eq!(records[0].fields["path"], path);
    }
    for path in ["/open", "/login"] {
        assert_eq!(site.browser().get(path).await.status, StatusCode::OK, "{path} asks for nobody");
    }
    assert!(logs.take().is_empty());
}

#[tokio::test]
async fn without_the_layer_no_cookie_lets_anybody_in() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.app = routes().with_state(site.users.clone());
    assert_eq!(browser.get("/closed").await.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(browser.fetch("/closed").await.header("content-type"), Some("application/problem+json"));
}

#[test]
fn outside_a_request_nobody_is_there() {
    assert!(current_user::<User>().is_none());
}

#[tokio::test]
async fn two_layers_are_one_too_many_and_still_no_way_in() {
    let site = Site::build(
        |manager| manager,
        |manager, users| {
            routes()
                .layer(manager.layer::<User, _>(users.clone()))
                .layer(manager.layer::<User, _>(users.clone()))
                .with_state(users)
        },
    );
    assert_eq!(site.browser().get("/closed").await.status, StatusCode::SEE_OTHER);
    let mut browser = ada(&site).await;
    assert_eq!(browser.get("/closed").await.status, StatusCode::OK);
    browser.post("/logout", &[]).await;
    assert_eq!(browser.who().await, "guest");
}
