//! A store that fails is neither a guest nor a pass.

use axum::http::StatusCode;
use axum::routing::get;
use login_runtime::{
    CurrentUser, Login, LoginRejection, Router, UserMixin, login_required, public, user_loader,
};

use crate::common::{Browser, Logs, Site, User};

async fn failing() -> (Site, Browser) {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.users.fail(true);
    site.users.loads();
    (site, browser)
}

#[tokio::test]
async fn every_page_that_needs_the_user_is_unavailable() {
    let (site, mut browser) = failing().await;
    let logs = Logs::capture();
    for path in ["/who", "/dashboard", "/fresh", "/join", "/deep", "/five-times"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(page.is_private() && page.set_cookies().is_empty(), "{path} {page:?}");
        assert!(!page.body.contains("store is down"), "the client learns nothing");
        assert_eq!(site.users.loads(), 1, "{path}: asked once");
        let records = logs.take();
        assert_eq!(records.len(), 1, "{path}: logged exactly once {records:?}");
        assert_eq!(records[0].level, tracing::Level::ERROR);
        assert_eq!(records[0].fields["error"], "the store is down");
    }
}

#[tokio::test]
async fn nothing_can_be_changed_while_the_store_is_down() {
    let (site, mut browser) = failing().await;
    for path in ["/login", "/logout", "/everywhere", "/confirm", "/password", "/upload"] {
        let page = browser.post(path, &[("user", "bob")]).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(page.set_cookies().is_empty(), "{path}");
    }
    site.users.fail(false);
    assert_eq!(browser.who().await, "ada fresh remembered", "and the log-in is as it was");
}

#[tokio::test]
async fn a_failing_store_is_not_asked_again_for_the_remember_ticket() {
    let (site, mut browser) = failing().await;
    browser.close();
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(site.users.loads(), 1);
    site.users.fail(false);
    assert_eq!(browser.who().await, "ada stale remembered", "the remember cookie was not deleted");
}

#[tokio::test]
async fn guests_and_public_pages_do_not_notice() {
    let (site, mut browser) = failing().await;
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    let mut guest = site.browser();
    assert_eq!(guest.who().await, "guest");
    assert_eq!(guest.get("/dashboard").await.status, StatusCode::SEE_OTHER);
    let mut liar = site.browser();
    liar.set_cookie("__Host-session", "junk");
    assert_eq!(liar.who().await, "guest", "a forged ticket never reaches the store");
    assert_eq!(site.users.loads(), 0);
}

#[tokio::test]
async fn a_program_gets_a_problem_document() {
    let (_site, mut browser) = failing().await;
    let page = browser.fetch("/dashboard").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.header("content-type"), Some("application/problem+json"));
    assert!(page.body.contains(r#""reason":"unavailable""#), "{page:?}");
}

#[public]
async fn patient(
    first: Result<CurrentUser<User>, LoginRejection>,
    second: Result<Option<CurrentUser<User>>, LoginRejection>,
    third: Result<Login<User>, LoginRejection>,
) -> String {
    let statuses = [first.map(drop), second.map(drop), third.map(drop)]
        .map(|answer| answer.map_err(|rejection| rejection.status().as_u16()));
    format!("{statuses:?}")
}

#[tokio::test]
async fn a_handler_that_asks_again_gets_the_same_answer() {
    let site = Site::with_routes(
        crate::common::guarded_routes().route("/patient", login_runtime::routing::get(patient)),
        |manager| manager,
    );
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.users.fail(true);
    site.users.loads();
    let logs = Logs::capture();
    assert_eq!(browser.get("/patient").await.body, "[Err(503), Err(503), Err(503)]");
    assert_eq!((site.users.loads(), logs.take().len()), (1, 1));
}

#[derive(Clone, UserMixin)]
struct Curious {
    id: i64,
}

/// By its name the attribute would refuse it.
type WhoIsThere = Option<CurrentUser<Curious>>;

#[user_loader]
fn load_curious(id: i64, _who: WhoIsThere) -> Option<Curious> {
    Some(Curious { id })
}

#[public]
async fn log_in_curious(login: Login<Curious>) {
    login.login_user(&Curious { id: 1 }).await.expect("a good log-in");
}

#[public]
async fn ask_curious(user: Option<CurrentUser<Curious>>) -> String {
    user.map_or_else(String::new, |user| user.id.to_string())
}

#[tokio::test]
async fn a_loader_that_asks_who_is_there_fails_and_does_not_go_on_for_ever() {
    let site = Site::build(
        |manager| manager,
        |manager, _| {
            axum::Router::new()
                .route("/in", axum::routing::post(log_in_curious))
                .route("/ask", get(ask_curious))
                .layer(manager.layer::<Curious, _>(()))
        },
    );
    let mut browser = site.browser();
    browser.post("/in", &[]).await;
    let logs = Logs::capture();
    assert_eq!(browser.get("/ask").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let messages = logs.messages();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].starts_with("a loader asks who is there"), "{messages:?}");
}

#[derive(Clone, UserMixin)]
struct Needy {
    id: i64,
}

/// Its second argument is an extractor that every request of this test lacks.
#[user_loader]
fn load_needy(id: i64, _extension: axum::Extension<String>) -> Option<Needy> {
    Some(Needy { id })
}

#[public]
async fn log_in_needy(login: Login<Needy>) {
    login.login_user(&Needy { id: 1 }).await.expect("a good log-in");
}

#[login_required]
async fn needs(user: CurrentUser<Needy>) -> String {
    user.id.to_string()
}

#[tokio::test]
async fn a_loader_without_its_arguments_has_not_found_nobody() {
    let site = Site::build(
        |manager| manager,
        |manager, _| {
            Router::<Needy>::new()
                .route("/in", login_runtime::routing::post(log_in_needy))
                .route("/needs", login_runtime::routing::get(needs))
                .with_login(manager, ())
                .route("/out", get(async || ()))
        },
    );
    let mut browser = site.browser();
    browser.post("/in", &[]).await;
    let logs = Logs::capture();
    assert_eq!(browser.get("/needs").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let records = logs.take();
    assert_eq!(records.len(), 1);
    assert!(records[0].fields["error"].contains("Extension"), "{records:?}");
    browser.app = browser.app.clone().layer(axum::Extension("here".to_owned()));
    assert_eq!(browser.get("/needs").await.body, "1");
}

/// Who matches on the rejection to greet a guest must not greet everybody while the store is down.
#[public]
async fn greets(user: Result<CurrentUser<User>, LoginRejection>) -> &'static str {
    match user {
        Ok(_) => "a user",
        Err(LoginRejection::Refused(_)) => "a guest",
        Err(_) => "no telling",
    }
}

#[tokio::test]
async fn a_failing_store_is_not_rejected_as_a_guest_is() {
    let routes = crate::common::guarded_routes().route("/greets", login_runtime::routing::get(greets));
    let site = Site::with_routes(routes, |manager| manager);
    let mut browser = site.browser();
    assert_eq!(browser.get("/greets").await.body, "a guest");
    browser.log_in("ada").await;
    assert_eq!(browser.get("/greets").await.body, "a user");
    site.users.fail(true);
    assert_eq!(browser.get("/greets").await.body, "no telling");
}
