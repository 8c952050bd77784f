//! When nobody is logged in, and what the client is told.

use std::sync::Mutex;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use login_runtime::{
    CurrentUser, Login, LoginError, Router, UserMixin, public, routing::get, routing::post, user_loader,
};

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::common::{Browser, Logs, Site, User, Users, guarded_routes};

#[tokio::test]
async fn a_user_who_is_switched_off_cannot_log_in() {
    let site = Site::new();
    site.users.switch_on("ada", false);
    let mut browser = site.browser();
    let page = browser.post("/login", &[("user", "ada"), ("remember", "on")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.set_cookies().is_empty());
    assert_eq!(browser.who().await, "guest");
}

/// Logs in from a task of its own, once the response is made.
#[public]
async fn log_in_later(login: Login<User>, State(users): State<Users>) -> String {
    let (answered, waiting) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        waiting.await.expect("the response is made");
        let ada = users.find("ada");
        let late = login.login_user(&ada).await;
        let confirm = login.confirm_login().await;
        assert!(
            matches!((&late, &confirm), (Err(LoginError::TooLate), Err(LoginError::TooLate))),
            "{late:?}"
        );
        assert!(login.user().is_none(), "nobody was logged in");
        assert!(!login.logout_user().await.expect("a log-out is never too late"));
    });
    LATE.lock().expect("no panic").replace((answered, task));
    "later".to_owned()
}

static LATE: Mutex<Option<(oneshot::Sender<()>, JoinHandle<()>)>> = Mutex::new(None);

#[tokio::test]
async fn a_log_in_after_the_response_is_an_error_and_not_lost() {
    let site = Site::with_routes(guarded_routes().route("/later", post(log_in_later)), |manager| manager);
    assert!(site.browser().post("/later", &[]).await.set_cookies().is_empty());
    let (answered, task) = LATE.lock().expect("no panic").take().expect("the handler ran");
    answered.send(()).expect("the task waits");
    task.await.expect("what it found");
}

#[tokio::test]
async fn a_log_in_that_fails_changes_nothing() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("bob").await;
    site.users.switch_on("ada", false);
    for fields in [&[("user", "ada")][..], &[("user", "bob"), ("remember_for", "0")]] {
        let page = browser.post("/login", fields).await;
        assert!(page.status.is_client_error() || page.status.is_server_error());
        assert!(page.set_cookies().is_empty());
    }
    assert_eq!(browser.who().await, "bob fresh remembered");
}

#[tokio::test]
async fn a_forced_log_in_is_refused_at_the_next_request() {
    let site = Site::new();
    site.users.switch_on("ada", false);
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("force", "on"), ("remember", "on")]).await;
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn a_log_in_is_remembered_for_1_second_to_400_days() {
    let site = Site::new();
    for (seconds, status) in [
        ("0", StatusCode::INTERNAL_SERVER_ERROR),
        ("1", StatusCode::SEE_OTHER),
        ("34560000", StatusCode::SEE_OTHER),
        ("34560001", StatusCode::INTERNAL_SERVER_ERROR),
        ("18446744073709551615", StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let mut browser = site.browser();
        let page = browser.post("/login", &[("user", "ada"), ("remember_for", seconds)]).await;
        assert_eq!(page.status, status, "{seconds}");
        assert_eq!(page.set_cookies().is_empty(), status.is_server_error(), "{seconds}");
    }
}

#[test]
fn each_error_is_told_in_its_own_way() {
    for (error, status) in [
        (LoginError::Inactive, StatusCode::FORBIDDEN),
        (LoginError::NotLoggedIn, StatusCode::UNAUTHORIZED),
        (LoginError::UserId, StatusCode::INTERNAL_SERVER_ERROR),
        (LoginError::UserType, StatusCode::INTERNAL_SERVER_ERROR),
        (LoginError::RememberFor, StatusCode::INTERNAL_SERVER_ERROR),
        (LoginError::NotFormOwner, StatusCode::CONFLICT),
        (LoginError::TooLate, StatusCode::INTERNAL_SERVER_ERROR),
        (LoginError::EndedTooOften, StatusCode::TOO_MANY_REQUESTS),
        (LoginError::NoRandomness, StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let (text, logs) = (error.to_string(), Logs::capture());
        // Told where it happens.
        let was_told = matches!(error, LoginError::TooLate | LoginError::NoRandomness);
        assert!(text.chars().next().is_some_and(char::is_lowercase) && !text.ends_with('.'), "{text}");
        assert_eq!(error.into_response().status(), status, "{text}");
        // What the client is not told is in the log.
        let told = logs.take();
        let is_told = status.is_server_error() && !was_told;
        assert_eq!(told.len(), usize::from(is_told), "{told:?}");
        assert!(told.iter().all(|record| record.fields["error"] == text), "{told:?}");
    }
}

#[derive(Clone, UserMixin)]
struct Named {
    #[user(id)]
    name: String,
}

#[user_loader]
fn load_named(name: String) -> Option<Named> {
    Some(Named { name })
}

#[public]
async fn log_in_named(login: Login<Named>, name: String) -> Result<(), LoginError> {
    login.login_user(&Named { name }).await
}

#[public]
async fn whoami(user: Option<CurrentUser<Named>>) -> String {
    user.map_or_else(|| "guest".to_owned(), |user| user.name.clone())
}

#[public]
async fn not_mine(login: Login<Named>) -> Result<(), LoginError> {
    login.restamp(&Named { name: "somebody else".to_owned() }).await
}

fn named() -> Site {
    Site::build(
        |manager| manager,
        |manager, _| {
            let routes = Router::<Named>::new();
            let routes = routes.route("/in", post(log_in_named)).route("/who", get(whoami));
            routes.route("/restamp", post(not_mine)).with_login(manager, ())
        },
    )
}

async fn log_in_named_as(browser: &mut Browser, name: &str) -> StatusCode {
    let headers = [("content-type", "text/plain")];
    browser.ask(axum::http::Method::POST, "/in", &headers, name.to_owned().into()).await.status
}

#[tokio::test]
async fn an_id_that_is_empty_or_too_long_cannot_log_in() {
    let site = named();
    let mut browser = site.browser();
    assert_eq!(log_in_named_as(&mut browser, "").await, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(log_in_named_as(&mut browser, &"a".repeat(129)).await, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(browser.who().await, "guest");
    let longest = "ä".repeat(64);
    assert_eq!(log_in_named_as(&mut browser, &longest).await, StatusCode::OK);
    assert_eq!(browser.who().await, longest);
}

#[tokio::test]
async fn only_the_user_who_is_logged_in_is_restamped() {
    let site = named();
    let mut browser = site.browser();
    assert_eq!(browser.post("/restamp", &[]).await.status, StatusCode::UNAUTHORIZED, "a guest");
    log_in_named_as(&mut browser, "ada").await;
    assert_eq!(browser.post("/restamp", &[]).await.status, StatusCode::UNAUTHORIZED, "another user");
    assert_eq!(browser.who().await, "ada");
}
