//! Each assertion holds where it should, and says what came instead where it does not.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::IntoResponse;
use login_runtime::testing::{
    TestClient, TestResponse, assert_challenged, assert_denied, assert_guest, assert_logged_in_as,
};
use login_runtime::{AccessRule, Key, LoginManager, Router, UserMixin, login_required, routing, user_loader};
use tower::ServiceExt;

use crate::site::{ADA, BOB, Site, User};

/// What a failing assertion says.
fn failure(assertion: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(assertion)).expect_err("it must fail");
    *panic.downcast::<String>().expect("a text")
}

/// Which assertions hold, and what each other one says it found; the same for all of them.
fn judged(response: &TestResponse) -> (Vec<&'static str>, Option<String>) {
    let assertions: [(_, &dyn Fn()); 4] = [
        ("ada", &|| assert_logged_in_as!(response, ADA)),
        ("guest", &|| assert_guest!(response)),
        ("challenged", &|| assert_challenged!(response)),
        ("denied", &|| assert_denied!(response)),
    ];
    let (mut holding, mut found) = (Vec::new(), None);
    for (name, assertion) in assertions {
        let Err(panic) = catch_unwind(AssertUnwindSafe(assertion)) else {
            holding.push(name);
            continue;
        };
        let text = panic.downcast::<String>().expect("a text");
        let (_, said) = text.split_once("; it was ").expect("what came instead");
        assert!(found.get_or_insert_with(|| said.to_owned()) == said, "{text}");
    }
    (holding, found)
}

#[tokio::test]
async fn every_answer_is_known_for_what_it_is() {
    let site = Site::new();
    let user = "`test_kit::site::User`";
    for (who, path, holds, found) in [
        (None, "/", &["guest"][..], "served for a guest: 200 OK"),
        (None, "/about", &[], "answered without finding out who is there: 200 OK"),
        (None, "/nowhere", &[], "answered without finding out who is there: 404 Not Found"),
        (None, "/join", &["guest"], "served for a guest: 200 OK"),
        (
            None,
            "/dashboard",
            &["challenged"],
            "challenged, as nobody is logged in: 303 See Other to `/login?next=%2Fdashboard`",
        ),
        (Some(&ADA), "/", &["ada"], "served for USER 1: 200 OK"),
        (Some(&ADA), "/about", &[], "answered without finding out who is there: 200 OK"),
        (Some(&ADA), "/dashboard", &["ada"], "served for USER 1: 200 OK"),
        (Some(&ADA), "/posts/7", &["ada"], "served for USER 1: 200 OK"),
        (Some(&ADA), "/join", &[], "for guests only, and USER 1 was sent home: 303 See Other to `/`"),
        (Some(&BOB), "/", &[], "served for USER 2: 200 OK"),
        (Some(&BOB), "/posts/7", &["denied"], "denied to USER 2: 403 Forbidden"),
        (Some(&BOB), "/hidden/7", &["denied"], "denied to USER 2 as if there were nothing: 404 Not Found"),
        (Some(&BOB), "/hidden/8", &["denied"], "denied to USER 2 as if there were nothing: 404 Not Found"),
        // A handler that forbids by itself is no rule.
        (Some(&ADA), "/forbids-itself", &["ada"], "served for USER 1: 403 Forbidden"),
    ] {
        let mut client = site.client();
        if let Some(user) = who {
            client.acting_as(user);
        }
        let response = client.get(path).await;
        let found = found.replace("USER", user);
        assert_eq!(judged(&response), (holds.to_vec(), Some(found)), "{who:?} {path}");
    }
}

#[tokio::test]
async fn a_log_in_that_is_not_fresh_is_challenged() {
    let response = Site::new().client().acting_as(&ADA).stale("1h").get("/keys").await;
    let found = "challenged, as the log-in of `test_kit::site::User` 1 is not fresh: 303 See Other to `/confirm?next=%2Fkeys`";
    assert_eq!(judged(&response), (vec!["challenged"], Some(found.to_owned())));
}

#[tokio::test]
async fn a_store_that_fails_is_neither_a_guest_nor_a_denial() {
    let site = Site::new();
    let mut client = site.client();
    client.acting_as(&User { id: 13, ..ADA });
    let found = "refused, as a loader or a rule failed: 503 Service Unavailable".to_owned();
    assert_eq!(judged(&client.get("/dashboard").await), (vec![], Some(found)));
    let found = "answered without finding out who is there: 503 Service Unavailable".to_owned();
    assert_eq!(judged(&client.get("/").await), (vec![], Some(found)));
}

#[tokio::test]
async fn a_request_from_another_site_is_no_denial_of_a_person() {
    let request = Request::post("/logout").header("sec-fetch-site", "cross-site");
    let request = request.body(Body::empty()).expect("a request");
    let response = Site::new().client().acting_as(&ADA).send(request).await;
    let found = "answered without finding out who is there: 403 Forbidden".to_owned();
    assert_eq!(judged(&response), (vec![], Some(found)));
}

#[tokio::test]
async fn who_is_there_is_who_is_logged_in_once_the_response_is_made() {
    let site = Site::new();
    let mut client = site.client();
    assert_logged_in_as!(client.post("/login", &[]).await, ADA);
    assert_guest!(client.post("/logout", &[]).await);
    // A log-in whose handler answers with a 500 never happened.
    assert_guest!(client.post("/login-then-fail", &[]).await);
    client.acting_as(&BOB);
    assert_logged_in_as!(client.post("/login-then-fail", &[]).await, BOB);
    // A log-out stands.
    assert_guest!(client.post("/logout-then-login-then-fail", &[]).await);
    assert_guest!(client.get("/").await);
}

#[tokio::test]
async fn a_challenge_may_be_asked_where_it_leads() {
    let site = Site::with(|manager| manager.login_view("/login?lang=en"));
    let mut client = site.client();
    let response = client.get("/dashboard").await;
    assert_challenged!(response, "/login");
    assert_challenged!(response, "/login?lang=en");
    assert_eq!(
        failure(|| assert_challenged!(response, "/log")),
        "expected a challenge at `/log`; it was challenged, as nobody is logged in: \
         303 See Other to `/login?lang=en&next=%2Fdashboard`"
    );
    // A script is sent nowhere.
    let response = client.fetch("/dashboard").await;
    assert_challenged!(response);
    assert!(failure(|| assert_challenged!(response, "/login")).ends_with(": 401 Unauthorized"));
    let request = Request::get("/dashboard").header("hx-request", "true");
    assert_challenged!(client.send(request.body(Body::empty()).expect("a request")).await, "/login");
    let response = client.acting_as(&ADA).get("/").await;
    assert!(
        failure(|| assert_challenged!(response, "/login")).starts_with("expected a challenge at `/login`; ")
    );
}

#[tokio::test]
async fn each_failure_says_first_what_was_expected() {
    let response = Site::new().client().get("/about").await;
    for (text, wanted) in [
        (
            failure(|| assert_logged_in_as!(response, ADA)),
            "expected an answer for `test_kit::site::User` 1; it was ",
        ),
        (failure(|| assert_guest!(response)), "expected an answer for a guest; it was "),
        (failure(|| assert_challenged!(response)), "expected a challenge; it was "),
        (failure(|| assert_denied!(response)), "expected a denial; it was "),
    ] {
        assert!(text.starts_with(wanted), "{text}");
    }
}

#[tokio::test]
async fn refusals_of_the_applications_own_are_known_all_the_same() {
    let site = Site::with(|manager| {
        manager.denied_handler(|_| StatusCode::OK).unauthorized_handler(|_| StatusCode::IM_A_TEAPOT)
    });
    let mut client = site.client();
    assert_challenged!(client.get("/dashboard").await);
    assert_denied!(client.acting_as(&BOB).get("/posts/7").await);
}

#[tokio::test]
async fn a_response_of_axums_and_a_user_behind_a_pointer_are_judged_too() {
    let site = Site::new();
    let request = Request::get("/dashboard").body(()).expect("a request").map(|()| Body::empty());
    let response = site.app.clone().oneshot(request).await.into_response();
    assert_challenged!(response);
    assert_challenged!(&response);
    let response = site.client().acting_as(&ADA).get("/").await;
    let ada = Arc::new(ADA);
    assert_logged_in_as!(response, ada);
    assert_logged_in_as!(&response, &ADA);
    assert_logged_in_as!(response, &&ADA,);
}

#[derive(Clone, UserMixin)]
struct Staff {
    id: i64,
}

#[user_loader]
fn load_staff(id: i64) -> Option<Staff> {
    Some(Staff { id })
}

#[login_required]
async fn office() {}

fn offices() -> (axum::Router, LoginManager) {
    let manager = LoginManager::new(Key::generate().expect("randomness"));
    let manager = manager.application("staff").build().expect("good settings");
    let routes = Router::<Staff>::new().route("/office", routing::get(office));
    (routes.with_login(manager.clone(), ()), manager)
}

#[tokio::test]
async fn ids_of_two_user_types_are_not_confused() {
    let (app, manager) = offices();
    let response = TestClient::new(&app, &manager).acting_as(&Staff { id: 1 }).get("/office").await;
    assert_logged_in_as!(response, Staff { id: 1 });
    assert_eq!(
        failure(|| assert_logged_in_as!(response, ADA)),
        "expected an answer for `test_kit::site::User` 1; it was served for `test_kit::assertions::Staff` 1: 200 OK"
    );
}

#[tokio::test]
async fn where_a_realm_stands_in_another_both_say_who_is_there() {
    let (offices, staff) = offices();
    let manager = LoginManager::new(Key::generate().expect("randomness")).build().expect("good settings");
    let app = Router::<User>::new()
        .mount("/for-users", AccessRule::login_required(), offices)
        .with_login(manager.clone(), ());
    let mut user = TestClient::new(&app, &manager);
    user.acting_as(&ADA);
    assert_challenged!(user.get("/for-users/office").await);
    let mut both = TestClient::new(&app, &staff);
    both.acting_as(&Staff { id: 1 });
    both.set_cookie("__Host-session", user.cookie("__Host-session").expect("a cookie"));
    let response = both.get("/for-users/office").await;
    assert_logged_in_as!(response, ADA);
    assert_logged_in_as!(response, Staff { id: 1 });
    assert_eq!(
        failure(|| assert_guest!(response)),
        "expected an answer for a guest; it was served for `test_kit::assertions::Staff` 1 and `test_kit::site::User` 1: 200 OK"
    );
}
