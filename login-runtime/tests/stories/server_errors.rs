//! What a response of 5xx commits: no log-in, but every log-out.

use axum::http::StatusCode;
use login_runtime::{Login, login_required, public, routing::post};

use crate::common::{Site, User, Users, guarded_routes};

#[tokio::test]
async fn a_log_in_that_answers_500_never_happened() {
    let site = Site::new();
    let mut browser = site.browser();
    let page = browser.post("/login-then-fail", &[("user", "ada")]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.set_cookies().is_empty());
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn the_log_in_before_it_stays() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("bob").await;
    let page = browser.post("/login-then-fail", &[("user", "ada")]).await;
    assert!(page.set_cookies().is_empty() && page.is_private(), "{page:?}");
    assert_eq!(browser.who().await, "bob fresh remembered");
    browser.close();
    assert_eq!(browser.who().await, "bob stale remembered");
}

#[tokio::test]
async fn a_log_out_that_answers_500_is_a_log_out() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut copies = [browser.clone(), browser.clone()];
    copies[1].close();
    let page = browser.post("/logout-then-fail", &[]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.deletes("session") && page.deletes("remember"), "{page:?}");
    assert_eq!(browser.who().await, "guest");
    for copy in &mut copies {
        assert_eq!(copy.who().await, "guest");
    }
}

#[public]
async fn log_out_and_in_then_fail(
    login: Login<User>,
    axum::extract::State(users): axum::extract::State<Users>,
) -> StatusCode {
    login.logout_user().await.expect("a log-out");
    login.login_user(&users.find("bob")).remember(true).await.expect("a good log-in");
    StatusCode::BAD_GATEWAY
}

#[login_required]
async fn confirm_then_fail(login: Login<User>) -> StatusCode {
    login.confirm_login().await.expect("somebody is logged in");
    StatusCode::INTERNAL_SERVER_ERROR
}

#[login_required]
async fn everywhere_then_fail(login: Login<User>, user: login_runtime::CurrentUser<User>) -> StatusCode {
    login.logout_everywhere(&user).await.expect("a log-out");
    StatusCode::INTERNAL_SERVER_ERROR
}

fn site() -> Site {
    let routes = guarded_routes()
        .route("/out-and-in", post(log_out_and_in_then_fail))
        .route("/confirm-then-fail", post(confirm_then_fail))
        .route("/everywhere-then-fail", post(everywhere_then_fail));
    Site::with_routes(routes, |manager| manager)
}

#[tokio::test]
async fn a_log_out_and_a_log_in_that_answer_502_leave_nobody() {
    let site = site();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut copy = browser.clone();
    let page = browser.post("/out-and-in", &[]).await;
    assert!(page.deletes("session") && page.deletes("remember"), "{page:?}");
    assert_eq!(browser.who().await, "guest");
    assert_eq!(copy.who().await, "guest");
}

#[tokio::test]
async fn a_confirmation_that_answers_500_leaves_the_log_in_as_it_was() {
    let site = site();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on"), ("remember", "on")]).await;
    let page = browser.post("/confirm-then-fail", &[]).await;
    assert!(page.set_cookies().is_empty(), "{page:?}");
    assert_eq!(browser.who().await, "ada stale remembered");
}

#[tokio::test]
async fn logging_out_everywhere_counts_whatever_is_answered() {
    let site = site();
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in("ada").await;
    phone.log_in("ada").await;
    laptop.post("/everywhere-then-fail", &[]).await;
    assert_eq!(laptop.who().await, "guest");
    assert_eq!(phone.who().await, "guest");
}

#[tokio::test]
async fn a_log_in_that_answers_403_or_a_redirect_is_committed() {
    let site = Site::new();
    let mut browser = site.browser();
    assert_eq!(browser.log_in("ada").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.who().await, "ada fresh");
}
