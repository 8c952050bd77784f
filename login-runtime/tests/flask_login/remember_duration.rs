//! For how long people are remembered, and times that are none.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use login_runtime::{
    ConfigProblem, Login, LoginError, LoginManager, LoginManagerBuilder, public, routing::post,
};

use crate::common::{DAY, HOUR, SECOND, Site, User, Users, guarded_routes, key};

/// What is wrong with a manager that remembers people for this long.
fn problems(duration: Duration) -> Vec<ConfigProblem> {
    let manager: LoginManagerBuilder = LoginManager::new(key(1)).remember_for(duration);
    manager.build().err().map_or_else(Vec::new, |error| error.problems().to_vec())
}

fn out_of_range(value: Duration) -> [ConfigProblem; 1] {
    [ConfigProblem::Duration { setting: "remember_for", value, range: "1 second to 400 days" }]
}

#[tokio::test]
async fn t036_the_time_of_a_log_in_goes_before_the_managers() {
    let site = Site::with(|manager| manager.remember_for(Duration::from_secs(172_800)));
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("remember_for", "25200")]).await;
    assert_eq!(browser.kept_for("remember"), Some(7 * HOUR));
}

/// Flask-Login takes a number for seconds. Ours has to be told the unit: `remember_for(172_800)` does not compile, as the case
/// `runtime/fail/remember-for-is-a-number` of the ui-tests shows for a log-in.
#[tokio::test]
async fn t037_a_time_in_seconds() {
    let site = Site::with(|manager| manager.remember_for(Duration::from_secs(172_800)));
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.kept_for("remember"), Some(2 * DAY));
}

/// Flask-Login answers 500 to the first person who wants to be remembered. In ours a text does not compile (the case
/// `runtime/fail/remember-for-is-text` of the ui-tests), and a time out of range is told when the manager is built.
#[test]
fn t038_a_configured_time_that_is_none_is_found_before_anybody_logs_in() {
    assert_eq!(problems(Duration::from_secs(172_800)), []);
    assert_eq!(problems(401 * DAY), out_of_range(401 * DAY));
}

/// As Flask-Login, ours answers 500: a wrong time is the application's mistake. A time that is no time does not compile (the
/// case `runtime/fail/remember-for-is-a-number` of the ui-tests).
#[tokio::test]
async fn t039_a_log_in_for_a_time_that_is_none_answers_500() {
    let site = Site::new();
    let mut browser = site.browser();
    let page = browser.post("/login", &[("user", "ada"), ("remember_for", "34560001")]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(page.set_cookies(), [""; 0]);
}

#[test]
fn t040_the_error_names_the_setting_the_value_and_what_is_allowed() {
    let error = LoginManager::new(key(1)).remember_for(Duration::ZERO).build().expect_err("no time");
    assert_eq!(
        error.to_string(),
        "the login manager cannot be built:\n- `remember_for` is 0ns; use 1 second to 400 days"
    );
}

#[public]
async fn log_in_for_no_time(login: Login<User>, State(users): State<Users>) -> String {
    let outcome = login.login_user(&users.find("ada")).remember_for(Duration::ZERO).await;
    let error = outcome.expect_err("nobody is remembered for no time");
    assert!(matches!(error, LoginError::RememberFor));
    let who = login.user().map(|user| user.name.clone());
    format!("{error}; {who:?}")
}

/// Flask-Login raises after it has logged the person in, so that catching the error leaves them in. In ours nothing has happened.
#[tokio::test]
async fn t041_the_error_of_a_log_in_names_what_is_allowed_and_nobody_is_in() {
    let routes = guarded_routes().route("/no-time", post(log_in_for_no_time));
    let site = Site::with_routes(routes, |manager| manager);
    let mut browser = site.browser();
    let page = browser.post("/no-time", &[]).await;
    assert_eq!(page.body, "a log-in is remembered for 1 second to 400 days; None");
    assert_eq!(page.set_cookies(), [""; 0]);
    assert_eq!(browser.who().await, "guest");
}

/// Flask-Login keeps the time of one log-in in the session, and the next one that names none gets it too. Ours belongs to the
/// log-in.
#[tokio::test]
async fn e26_a_time_of_its_own_is_not_taken_over_by_the_next_log_in() {
    let site = Site::new();
    for logs_out in [false, true] {
        let mut browser = site.browser();
        browser.log_in_with("ada", &[("remember_for", "25200")]).await;
        if logs_out {
            browser.post("/logout", &[]).await;
        }
        browser.log_in_remembered("ada").await;
        assert_eq!(browser.kept_for("remember"), Some(30 * DAY), "logged out between: {logs_out}");
    }
}

/// Flask-Login answers 500, and the person is logged in all the same, remembered for the default time. In ours whoever was
/// logged in before still is, on the same terms.
#[tokio::test]
async fn e33_a_log_in_for_a_time_that_is_none_changes_nothing() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("bob").await;
    let before = (browser.ticket("session"), browser.ticket("remember"));
    let page = browser.post("/login", &[("user", "ada"), ("remember_for", "18446744073709551615")]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!((browser.ticket("session"), browser.ticket("remember")), before);
    assert_eq!(browser.who().await, "bob fresh remembered");
    browser.close();
    assert_eq!(browser.who().await, "bob stale remembered");
}

/// Flask-Login sends a cookie that has expired already. In ours no time is refused where it stands, less than none cannot be
/// written (`Duration` has no sign), and the shortest time is a second.
#[tokio::test]
async fn e34_no_time_is_refused_and_a_second_is_kept() {
    for none in [Duration::ZERO, Duration::from_millis(999)] {
        assert_eq!(problems(none), out_of_range(none));
    }
    assert_eq!(problems(SECOND), []);
    let site = Site::with(|manager| manager.remember_for(SECOND));
    let mut browser = site.browser();
    let refused = browser.post("/login", &[("user", "ada"), ("remember_for", "0")]).await;
    assert_eq!((refused.status.as_u16(), refused.set_cookies().len()), (500, 0));
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.kept_for("remember"), Some(SECOND));
    browser.close();
    assert_eq!(browser.clone().who().await, "ada stale remembered");
    site.advance(SECOND);
    assert_eq!(browser.who().await, "guest");
}
