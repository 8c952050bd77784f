//! What people do on the site, told as stories.

mod support;

use std::time::Duration;

use axum::http::{StatusCode, header};
use expect_test::expect_file;
use support::{PASSWORD, Site};

const NEW_PASSWORD: &str = "quite another password";

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
    site.browser_of("admin").await.post("/admin/users/1/enabled", &[("enabled", "false")]).await;

    let unknown = site.browser().log_in("nobody", PASSWORD).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    unknown.shows("Username or password is wrong.");
    for (username, password) in [("admin", "wrong password"), ("demo", PASSWORD)] {
        let answer = site.browser().log_in(username, password).await;
        assert_eq!(answer.status, unknown.status);
        assert_eq!(answer.headers, unknown.headers);
        assert_eq!(answer.body, unknown.body.replace("nobody", username));
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
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example", "/logout"] {
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

#[tokio::test]
async fn a_new_person_signs_up_and_is_logged_in() {
    let site = Site::start().await;
    let mut ann = site.browser();
    let answer = ann.post("/signup", &[("username", "Ann"), ("password", NEW_PASSWORD)]).await;
    assert_eq!(answer.redirects_to(), "/dashboard");
    ann.get("/dashboard").await.shows("Hello, Ann");
    assert_eq!(ann.get("/signup").await.redirects_to(), "/");
    assert_eq!(ann.get("/login").await.redirects_to(), "/");
    site.browser().log_in("ann", NEW_PASSWORD).await.redirects_to();
}

#[tokio::test]
async fn sign_up_says_what_is_wrong() {
    let site = Site::start().await;
    for (username, password, sentence) in [
        ("DEMO", NEW_PASSWORD, "This username is taken."),
        ("x", NEW_PASSWORD, "A username has 3 to 32 characters."),
        ("ann", "short", "A password has 8 to 128 characters."),
    ] {
        let answer = site.browser().post("/signup", &[("username", username), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.shows(sentence);
    }
    let hostile = [("username", "\"><script>"), ("password", NEW_PASSWORD)];
    site.browser().post("/signup", &hostile).await.hides("<script>");
}

#[tokio::test]
async fn a_switched_off_user_is_refused_at_the_next_request() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    let mut admin = site.browser_of("admin").await;
    demo.get("/dashboard").await.shows("Hello, demo");

    admin.get("/admin").await.shows("Switch demo off");
    assert_eq!(admin.post("/admin/users/1/enabled", &[("enabled", "false")]).await.redirects_to(), "/admin");
    assert_eq!(demo.get("/dashboard").await.redirects_to(), "/login?next=%2Fdashboard");

    admin.post("/admin/users/1/enabled", &[("enabled", "true")]).await.redirects_to();
    site.browser_of("demo").await.get("/dashboard").await.shows("Hello, demo");
}

#[tokio::test]
async fn only_admins_see_and_switch_people() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    let page = demo.get("/admin").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    page.shows("Your account may not use this page.");
    let switch = [("enabled", "false")];
    assert_eq!(demo.post("/admin/users/2/enabled", &switch).await.status, StatusCode::FORBIDDEN);
    site.browser().post("/admin/users/2/enabled", &switch).await.redirects_to();

    let mut admin = site.browser_of("admin").await;
    assert_eq!(admin.post("/admin/users/2/enabled", &switch).await.status, StatusCode::FORBIDDEN);
    assert_eq!(admin.post("/admin/users/99/enabled", &switch).await.status, StatusCode::NOT_FOUND);
    let off: i64 = sqlx::query_scalar("SELECT count(*) FROM users WHERE NOT enabled").fetch_one(&site.db).await.unwrap();
    assert_eq!(off, 0);
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_keeps_this_one() {
    let site = Site::start().await;
    let mut here = site.browser_of("demo").await;
    let mut there = site.browser_of("demo").await;

    here.get("/account/password").await.shows("New password again");
    let differ = [("password", NEW_PASSWORD), ("repeated", "something else")];
    here.post("/account/password", &differ).await.shows("The two passwords differ.");
    there.get("/dashboard").await.shows("Hello, demo");

    let same = [("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    let target = here.post("/account/password", &same).await.redirects_to().to_owned();
    here.get(&target).await.shows("Your password is changed.");
    assert_eq!(there.get("/dashboard").await.redirects_to(), "/login?next=%2Fdashboard");
    site.browser().log_in("demo", PASSWORD).await.shows("Username or password is wrong.");
    site.browser().log_in("demo", NEW_PASSWORD).await.redirects_to();
}

#[tokio::test]
async fn an_old_login_confirms_the_password_before_changing_it() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    site.clock.advance(Duration::from_mins(11));
    demo.get("/dashboard").await.shows("Hello, demo");
    assert_eq!(demo.get("/account/password").await.redirects_to(), "/confirm?next=%2Faccount%2Fpassword");
    demo.get("/confirm?next=%2Faccount%2Fpassword").await.shows("value=\"/account/password\"");

    let next = ("next", "/account/password");
    let wrong = demo.post("/confirm", &[("password", "wrong password"), next]).await;
    wrong.shows("Username or password is wrong.");
    wrong.shows("value=\"/account/password\"");
    demo.get("/account/password").await.redirects_to();

    let right = demo.post("/confirm", &[("password", PASSWORD), next]).await;
    assert_eq!(right.redirects_to(), "/account/password");
    demo.get("/account/password").await.shows("New password again");
}

#[tokio::test]
async fn a_stale_session_cannot_post_a_new_password() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    site.clock.advance(Duration::from_mins(16));
    let same = [("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    assert!(demo.post("/account/password", &same).await.redirects_to().starts_with("/confirm"));
    site.browser().log_in("demo", PASSWORD).await.redirects_to();
}

#[tokio::test]
async fn a_remembered_person_is_back_after_a_restart_but_not_fresh() {
    let site = Site::start().await;
    let (mut remembered, mut forgotten) = (site.browser(), site.browser_of("demo").await);
    let fields = [("username", "demo"), ("password", PASSWORD), ("remember", "true")];
    remembered.post("/login", &fields).await.redirects_to();
    for browser in [&mut remembered, &mut forgotten] {
        browser.restart();
    }
    forgotten.get("/dashboard").await.redirects_to();
    remembered.get("/dashboard").await.shows("you asked to be remembered here");
    assert!(remembered.get("/account/password").await.redirects_to().starts_with("/confirm"));
}

#[tokio::test]
async fn log_out_everywhere_ends_every_session_and_every_memory() {
    let site = Site::start().await;
    let mut here = site.browser_of("demo").await;
    let mut there = site.browser();
    let fields = [("username", "demo"), ("password", PASSWORD), ("remember", "true")];
    there.post("/login", &fields).await.redirects_to();

    assert_eq!(here.post("/account/logout-everywhere", &[]).await.redirects_to(), "/");
    here.get("/dashboard").await.redirects_to();
    there.get("/dashboard").await.redirects_to();
    there.restart();
    there.get("/dashboard").await.redirects_to();
}

#[tokio::test]
async fn the_api_answers_in_json() {
    let site = Site::start().await;
    let answer = site.browser_of("demo").await.get("/api/me").await;
    assert_eq!(answer.body, r#"{"id":1,"username":"demo","is_admin":false,"is_fresh":true}"#);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    for path in ["/", "/dashboard", "/admin", "/site.css", "/nowhere"] {
        let headers = demo.get(path).await.headers;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(headers[header::REFERRER_POLICY], "same-origin", "{path}");
    }
    assert_eq!(demo.get("/nowhere").await.status, StatusCode::NOT_FOUND);
    assert_eq!(demo.get("/dashboard").await.headers[header::CACHE_CONTROL], "no-store");
}

/// A weakened guard shows as a changed line. `UPDATE_EXPECT=1 cargo test -p site` rewrites the file.
#[test]
fn the_access_table_is_the_one_in_git() {
    expect_file!["access_table.txt"].assert_eq(&site::access_table().to_string());
}
