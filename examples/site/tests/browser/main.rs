//! The site as people meet it: the real program and a real browser. `cargo xtask test` runs these.

mod chromium;
mod site;

use chromium::{Browser, PASSWORD};
use cookie::SameSite;
use site::Site;

const NEW_PASSWORD: &str = "quite another password";

#[tokio::test]
async fn a_new_person_signs_up() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.goto("/signup").await;
    browser.log_in("ann", NEW_PASSWORD).await;
    browser.is_at("/dashboard").await;
    browser.sees("Hello, ann").await;
    browser.close().await;
}

#[tokio::test]
async fn a_person_logs_in_and_out() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.log_in_as_demo().await;
    browser.sees("Hello, demo").await;
    browser.click("log-out").await;
    browser.is_at("/").await;
    browser.sees("I have an account").await;
    browser.goto("/dashboard").await;
    browser.is_at("/login?next=%2Fdashboard").await;
    browser.close().await;
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.goto("/login").await;
    browser.log_in("demo", "wrong password").await;
    browser.sees("Username or password is wrong.").await;
    browser.goto("/dashboard").await;
    browser.is_at("/login?next=%2Fdashboard").await;
    browser.close().await;
}

#[tokio::test]
async fn log_in_leads_back_to_where_one_was_going() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.goto("/account?from=mail").await;
    browser.is_at("/login?next=%2Faccount%3Ffrom%3Dmail").await;
    browser.sees("Please log in").await;
    browser.log_in("demo", PASSWORD).await;
    browser.is_at("/account?from=mail").await;
    browser.sees("You are logged in as demo").await;
    browser.close().await;
}

#[tokio::test]
async fn a_foreign_next_stays_on_the_site() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.goto("/login?next=//evil.example").await;
    browser.log_in("demo", PASSWORD).await;
    browser.is_at("/dashboard").await;

    browser.click("log-out").await;
    browser.is_at("/").await;
    browser.goto("/login?next=/account").await;
    browser.run_script("document.querySelector('[name=next]').value = '//evil.example'").await;
    browser.log_in("demo", PASSWORD).await;
    browser.is_at("/dashboard").await;
    browser.close().await;
}

#[tokio::test]
async fn strict_cookies_work_without_tls_on_this_machine() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.goto("/login").await;
    browser.fill_in("username", "demo").await;
    browser.fill_in("password", PASSWORD).await;
    browser.click("remember").await;
    browser.click("submit").await;
    browser.is_at("/dashboard").await;

    for name in ["__Host-session", "__Host-remember"] {
        let cookie = browser.cookie(name).await.unwrap_or_else(|| panic!("no cookie `{name}`"));
        assert_eq!(cookie.secure(), Some(true), "{name}");
        assert_eq!(cookie.http_only(), Some(true), "{name}");
        assert_eq!(cookie.same_site(), Some(SameSite::Lax), "{name}");
    }
    assert_eq!(browser.run_script("return document.cookie").await, "");
    browser.close().await;
}

#[tokio::test]
async fn a_remembered_person_is_back_after_a_restart_and_not_fresh() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.goto("/login").await;
    browser.click("remember").await;
    browser.log_in("demo", PASSWORD).await;
    browser.is_at("/dashboard").await;

    let browser = browser.restart().await;
    browser.goto("/site.css").await;
    assert!(browser.cookie("__Host-session").await.is_none(), "a session cookie outlived the browser");
    assert!(browser.cookie("__Host-remember").await.is_some(), "the remember cookie is lost");
    browser.goto("/dashboard").await;
    browser.sees("recognized: you asked to be remembered here").await;

    // Remembered is enough for reading, and not for changing the password.
    browser.goto("/account").await;
    browser.click("change-password").await;
    browser.is_at("/confirm?next=%2Faccount%2Fpassword").await;
    browser.fill_in("password", PASSWORD).await;
    browser.click("submit").await;
    browser.is_at("/account/password").await;
    change_password(&browser).await;
    browser.close().await;
}

#[tokio::test]
async fn without_remember_me_a_restart_logs_out() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.log_in_as_demo().await;
    let browser = browser.restart().await;
    browser.goto("/dashboard").await;
    browser.is_at("/login?next=%2Fdashboard").await;
    browser.close().await;
}

#[tokio::test]
async fn a_changed_password_ends_the_session_in_another_browser() {
    let site = Site::start();
    let (here, there) = (Browser::open(&site).await, Browser::open(&site).await);
    here.log_in_as_demo().await;
    there.log_in_as_demo().await;

    here.goto("/account/password").await;
    change_password(&here).await;
    here.goto("/dashboard").await;
    here.sees("Hello, demo").await;
    there.goto("/dashboard").await;
    there.is_at("/login?next=%2Fdashboard").await;
    there.log_in("demo", NEW_PASSWORD).await;
    there.is_at("/dashboard").await;
    here.close().await;
    there.close().await;
}

#[tokio::test]
async fn a_browser_left_open_somewhere_is_logged_out_from_here() {
    let site = Site::start();
    let (here, there) = (Browser::open(&site).await, Browser::open(&site).await);
    there.log_in_as_demo().await;
    here.log_in_as_demo().await;

    here.goto("/account").await;
    here.click("devices").await;
    here.is_at("/account/devices").await;
    here.sees("this one").await;
    here.sees("127.0.0.1").await;
    here.click("others").await;
    here.sees_no_more("Log out there").await;
    there.goto("/dashboard").await;
    there.is_at("/login?next=%2Fdashboard").await;
    here.goto("/dashboard").await;
    here.sees("Hello, demo").await;
    here.close().await;
    there.close().await;
}

#[tokio::test]
async fn the_back_button_shows_nothing_private_after_log_out() {
    let site = Site::start();
    let browser = Browser::open(&site).await;
    browser.log_in_as_demo().await;
    browser.goto("/account").await;
    browser.sees("You are logged in as demo").await;
    browser.click("log-out").await;
    browser.is_at("/").await;
    browser.back().await;
    browser.is_at("/login?next=%2Faccount").await;
    assert!(!browser.text().await.contains("demo"));
    browser.close().await;
}

#[tokio::test]
async fn a_draft_is_hidden_until_an_editor_publishes_it() {
    let site = Site::start();
    let (author, editor) = (Browser::open(&site).await, Browser::open(&site).await);
    let stranger = Browser::open(&site).await;
    author.log_in_as_demo().await;
    author.goto("/posts/new").await;
    author.fill_in("title", "Lanterns").await;
    author.fill_in("body", "They glow.").await;
    author.click("save").await;
    author.is_at("/posts/3").await;
    author.sees("They glow.").await;

    stranger.goto("/posts/3").await;
    stranger.sees("Nothing here").await;
    editor.goto("/login?next=/posts/3").await;
    editor.log_in("editor", PASSWORD).await;
    editor.is_at("/posts/3").await;
    editor.click("publish").await;
    editor.sees("Make it a draft again").await;
    stranger.goto("/posts").await;
    stranger.sees("Lanterns").await;
    for browser in [author, editor, stranger] {
        browser.close().await;
    }
}

#[tokio::test]
async fn a_role_that_is_given_opens_the_next_page() {
    let site = Site::start();
    let (admin, demo) = (Browser::open(&site).await, Browser::open(&site).await);
    demo.log_in_as_demo().await;
    demo.goto("/admin/access").await;
    demo.sees("Not for you").await;
    admin.goto("/login?next=/admin").await;
    admin.log_in("admin", PASSWORD).await;
    admin.is_at("/admin").await;
    // A word that is gone once the next page is there.
    admin
        .run_script("document.getElementById('role-1').value = 'admin'; document.body.append('not yet')")
        .await;
    admin.click("give-1").await;
    admin.sees_no_more("not yet").await;
    demo.goto("/admin/access").await;
    demo.sees("Who may open what").await;
    demo.sees("can(Read, post), login = optional, deny = not_found").await;
    admin.close().await;
    demo.close().await;
}

/// On the page for a new password.
async fn change_password(browser: &Browser) {
    browser.fill_in("password", NEW_PASSWORD).await;
    browser.fill_in("repeated", NEW_PASSWORD).await;
    browser.click("submit").await;
    browser.is_at("/account?password_changed=true").await;
    browser.sees("Your password is changed.").await;
}
