//! The own account: made, remembered, its password changed.

use std::time::Duration;

use axum::http::StatusCode;

use crate::support::{PASSWORD, Site};

const NEW_PASSWORD: &str = "quite another password";

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
    let owner = demo.get("/account/password").await.field("owner");
    site.clock.advance(Duration::from_mins(16));
    let same = [("owner", &*owner), ("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    assert!(demo.post("/account/password", &same).await.redirects_to().starts_with("/confirm"));
    site.browser().log_in("demo", PASSWORD).await.redirects_to();
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_keeps_this_one() {
    let site = Site::start().await;
    let mut here = site.browser_of("demo").await;
    let mut there = site.browser_of("demo").await;

    let owner = here.get("/account/password").await.field("owner");
    let differ = [("owner", &*owner), ("password", NEW_PASSWORD), ("repeated", "something else")];
    here.post("/account/password", &differ).await.shows("The two passwords differ.");
    there.get("/dashboard").await.shows("Hello, demo");

    let same = [("owner", &*owner), ("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    let target = here.post("/account/password", &same).await.redirects_to().to_owned();
    here.get(&target).await.shows("Your password is changed.");
    assert_eq!(there.get("/dashboard").await.redirects_to(), "/login?next=%2Fdashboard");
    site.browser().log_in("demo", PASSWORD).await.shows("Username or password is wrong.");
    site.browser().log_in("demo", NEW_PASSWORD).await.redirects_to();
}

#[tokio::test]
async fn log_out_everywhere_ends_every_session_and_every_memory() {
    let site = Site::start().await;
    let mut here = site.browser_of("demo").await;
    let mut there = site.browser();
    let fields = [("username", "demo"), ("password", PASSWORD), ("remember", "true")];
    there.post("/login", &fields).await.redirects_to();

    let owner = here.get("/account").await.field("owner");
    assert_eq!(here.post("/account/logout-everywhere", &[("owner", &owner)]).await.redirects_to(), "/");
    here.get("/dashboard").await.redirects_to();
    there.get("/dashboard").await.redirects_to();
    there.restart();
    there.get("/dashboard").await.redirects_to();
}

/// The tab that was open before somebody else logged in sets nobody's password.
#[tokio::test]
async fn a_form_of_somebody_else_changes_nothing() {
    let site = Site::start().await;
    let mut browser = site.browser_of("demo").await;
    let of_demo = browser.get("/account/password").await.field("owner");
    browser.post("/logout", &[]).await.redirects_to();
    browser.log_in("editor", PASSWORD).await.redirects_to();
    let same = [("owner", &*of_demo), ("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)];
    let answer = browser.post("/account/password", &same).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.shows("You are logged in as somebody else by now");
    let everywhere = browser.post("/account/logout-everywhere", &[("owner", &of_demo)]).await;
    assert_eq!(everywhere.status, StatusCode::CONFLICT);
    site.browser().log_in("editor", PASSWORD).await.redirects_to();
    browser.get("/dashboard").await.shows("Hello, editor");
}
