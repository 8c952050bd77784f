//! The suite for applications: it passes on a good one, and each way to break one is found by the case that is about it.

#![allow(clippy::unnecessary_wraps, reason = "a loader answers with an option")]

mod good {
    use super::{Conformance, User, examined};
    use login_runtime::testing::login_conformance;

    async fn app() -> Conformance<User> {
        examined(|manager| manager, |app| app)
    }

    login_conformance!(app);

    /// The same application with everything that may be set otherwise.
    mod set_otherwise {
        use std::time::Duration;

        use super::super::{Conformance, User, examined};
        use login_runtime::testing::login_conformance;
        use login_runtime::{CookieSettings, SessionProtection};

        async fn app() -> Conformance<User> {
            let hour = Duration::from_secs(60 * 60);
            examined(
                |manager| {
                    manager
                        .login_view("/login")
                        .next_in_cookie()
                        .session_protection(SessionProtection::Strong)
                        .cookies(CookieSettings::new().session_name("sid").same_site_strict())
                        .idle_timeout(2 * hour)
                        .absolute_timeout(5 * hour)
                        .renew_remember_on_each_request()
                },
                |app| app,
            )
        }

        login_conformance!(app);
    }
}

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::http::{HeaderValue, Request, header};
use axum::middleware;
use login_runtime::routing::{get, post};
use login_runtime::testing::{Conformance, cases};
use login_runtime::{
    Key, Login, LoginManager, LoginManagerBuilder, ManualClock, Router, UserMixin, fresh_login_required,
    login_required, user_loader,
};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
fn load_user(id: i64) -> Option<User> {
    Some(User { id })
}

#[login_required]
async fn dashboard() -> &'static str {
    "a dashboard"
}

#[fresh_login_required]
async fn keys() -> &'static str {
    "keys"
}

#[login_required]
async fn log_out(login: Login<User>) {
    login.logout_user().await.expect("a log-out");
}

fn examined(
    settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder,
    layered: impl FnOnce(axum::Router) -> axum::Router,
) -> Conformance<User> {
    let clock = ManualClock::default();
    let builder = LoginManager::new(Key::generate().expect("random bytes")).clock(clock.clone());
    let manager = settings(builder).build().expect("good settings");
    let app = Router::<User>::new()
        .route("/dashboard", get(dashboard))
        .route("/keys", get(keys))
        .route("/logout", post(log_out))
        .with_login(manager.clone(), ());
    let app = layered(app);
    Conformance::new(app, &manager, &clock, User { id: 1 }, "/dashboard")
        .fresh_route("/keys")
        .changing_route("/logout")
}

/// Asserts that a case does not pass.
#[track_caller]
fn assert_found(case: impl Future<Output = ()>) {
    let found = catch_unwind(AssertUnwindSafe(|| cases::run(case)));
    assert!(found.is_err(), "the case passes on an application that breaks it");
}

#[test]
fn a_layer_that_lets_caches_keep_pages_is_found() {
    let app = examined(
        |manager| manager,
        |app| {
            app.layer(middleware::map_response(async |mut response: axum::response::Response| {
                let value = HeaderValue::from_static("public, max-age=60");
                response.headers_mut().insert(header::CACHE_CONTROL, value);
                response
            }))
        },
    );
    assert_found(cases::a_log_in_is_served_and_kept_out_of_caches(&app));
    assert_found(cases::a_guest_is_refused(&app));
}

#[test]
fn a_layer_that_loses_cookies_is_found() {
    let app = examined(
        |manager| manager,
        |app| {
            app.layer(middleware::map_response(async |mut response: axum::response::Response| {
                response.headers_mut().remove(header::SET_COOKIE);
                response
            }))
        },
    );
    assert_found(cases::cookies_are_written_as_the_settings_say(&app));
    assert_found(cases::a_session_ends_at_its_absolute_timeout(&app));
}

#[test]
fn a_layer_that_hides_where_a_request_comes_from_is_found() {
    let app = examined(
        |manager| manager,
        |app| {
            app.layer(middleware::map_request(async |mut request: Request<axum::body::Body>| {
                for name in ["sec-fetch-site", "origin"] {
                    request.headers_mut().remove(name);
                }
                request
            }))
        },
    );
    assert_found(cases::a_request_from_another_site_changes_nothing(&app));
}

#[test]
fn a_layer_that_hides_the_client_is_found() {
    let app = examined(
        |manager| manager.session_protection(login_runtime::SessionProtection::Strong),
        |app| {
            app.layer(middleware::map_request(async |mut request: Request<axum::body::Body>| {
                request.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static("a proxy"));
                request
            }))
        },
    );
    assert_found(cases::another_client_is_noticed(&app));
}

#[test]
fn a_route_that_is_not_guarded_as_said_is_found() {
    let said = |guarded: &str, fresh: &str| {
        let clock = ManualClock::default();
        let manager = LoginManager::new(Key::generate().expect("random bytes")).clock(clock.clone()).build();
        let manager = manager.expect("good settings");
        let app = Router::<User>::new()
            .route("/dashboard", get(dashboard))
            .with_login(manager.clone(), ())
            .route("/open", axum::routing::get(async || "open"));
        Conformance::new(app, &manager, &clock, User { id: 1 }, guarded)
            .fresh_route(fresh)
            .no_changing_route()
    };
    assert_found(cases::a_guest_is_refused(&said("/open", "/dashboard")));
    assert_found(cases::a_changed_ticket_is_a_guests(&said("/open", "/dashboard")));
    assert_found(cases::a_fresh_route_asks_for_a_fresh_log_in(&said("/dashboard", "/dashboard")));
    assert_found(cases::a_remembered_log_in_survives_the_browser(&said("/dashboard", "/dashboard")));
}

#[test]
fn a_clock_that_is_not_the_applications_is_found() {
    let app = examined(|manager| manager.clock(ManualClock::default()), |app| app);
    assert_found(cases::a_session_ends_when_nothing_is_asked_for_long(&app));
    assert_found(cases::a_remembered_log_in_ends(&app));
}

#[test]
fn what_was_not_said_is_asked_for() {
    let clock = ManualClock::default();
    let manager = LoginManager::new(Key::generate().expect("random bytes")).clock(clock.clone()).build();
    let manager = manager.expect("good settings");
    let app = Router::<User>::new().route("/dashboard", get(dashboard)).with_login(manager.clone(), ());
    let app = Conformance::new(app, &manager, &clock, User { id: 1 }, "/dashboard");
    assert_found(cases::a_request_from_another_site_changes_nothing(&app));
    assert_found(cases::a_fresh_route_asks_for_a_fresh_log_in(&app));
}
