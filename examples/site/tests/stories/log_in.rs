//! Logging in and out.

use std::time::Duration;

use axum::http::StatusCode;

use crate::support::{PASSWORD, Site};

#[tokio::test]
async fn a_person_logs_in_and_is_greeted() {
    let site = Site::start().await;
    let mut demo = site.browser();
    demo.get("/").await.hides("Log out");
    demo.get("/login").await.shows("name=\"password\"");
    assert_eq!(demo.log_in("demo", PASSWORD).await.redirects_to(), "/dashboard");
    demo.get("/").await.shows("Good to see you, demo");
    demo.get("/dashboard").await.shows("Hello, demo");
}

#[tokio::test]
async fn upper_and_lower_case_are_one_name() {
    let site = Site::start().await;
    assert_eq!(site.browser().log_in(" DEMO ", PASSWORD).await.redirects_to(), "/dashboard");
}

#[tokio::test]
async fn wrong_password_unknown_name_and_switched_off_user_answer_alike() {
    let site = Site::start().await;
    let unknown = site.browser().log_in("anna", PASSWORD).await;
    let wrong = site.browser().log_in("demo", "wrong password").await;
    site.browser_of("admin").await.post("/admin/users/1/enabled", &[("enabled", "false")]).await;
    let switched_off = site.browser().log_in("demo", PASSWORD).await;

    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    unknown.shows("Username or password is wrong.");
    for answer in [wrong, switched_off] {
        assert_eq!(answer.status, unknown.status);
        assert_eq!(answer.headers, unknown.headers);
        assert_eq!(answer.body, unknown.body.replace("anna", "demo"));
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_and_the_pause_ends() {
    let site = Site::start().await;
    let mut guesser = site.browser();
    for _ in 0..10 {
        guesser.log_in("demo", "wrong password").await.shows("Username or password is wrong.");
    }
    guesser.log_in("demo", PASSWORD).await.shows("Too many tries. Wait 15 minutes.");
    site.clock.advance(Duration::from_mins(15));
    assert_eq!(guesser.log_in("demo", PASSWORD).await.redirects_to(), "/dashboard");
}

#[tokio::test]
async fn log_in_leads_back_to_the_page_asked_for() {
    let site = Site::start().await;
    let mut demo = site.browser();
    assert_eq!(demo.get("/account?tab=1").await.redirects_to(), "/login?next=%2Faccount%3Ftab%3D1");
    let page = demo.get("/login?next=%2Faccount%3Ftab%3D1").await;
    page.shows("name=\"next\" value=\"/account?tab=1\"");
    page.shows("Please log in");
    let fields = [("username", "demo"), ("password", PASSWORD), ("next", "/account?tab=1")];
    assert_eq!(demo.post("/login", &fields).await.redirects_to(), "/account?tab=1");
}

#[tokio::test]
async fn next_never_leaves_the_site() {
    let site = Site::start().await;
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example", "/logout"]
    {
        let fields = [("username", "demo"), ("password", PASSWORD), ("next", next)];
        assert_eq!(site.browser().post("/login", &fields).await.redirects_to(), "/dashboard", "{next}");
    }
    site.browser().get("/login?next=//evil.example").await.hides("evil");
}

#[tokio::test]
async fn log_out_ends_the_session_for_good() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    let mut thief = demo.clone();
    assert_eq!(demo.get("/logout").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(demo.post("/logout", &[]).await.redirects_to(), "/");
    demo.get("/dashboard").await.redirects_to();
    thief.get("/dashboard").await.redirects_to();
    assert_eq!(demo.post("/logout", &[]).await.redirects_to(), "/");
}
