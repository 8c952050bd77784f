//! Settings are checked when the manager is built, all of them at once.

use std::time::Duration;

use login_runtime::{ConfigProblem, KeyRing, LoginManager, LoginManagerBuilder};

use crate::common::{DAY, HOUR, SECOND, key};

fn problems(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> Vec<ConfigProblem> {
    match settings(LoginManager::new(key(1))).build() {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().to_vec(),
    }
}

#[test]
fn the_defaults_are_good() {
    assert_eq!(problems(|manager| manager), []);
}

#[test]
fn every_problem_is_reported_at_once() {
    let error = LoginManager::new(KeyRing::new(key(1)).retire(key(2)).retire(key(1)))
        .login_view("https://elsewhere.example/login")
        .refresh_view("confirm")
        .home_view("//home")
        .refuse_next("sign out")
        .idle_timeout(Duration::ZERO)
        .absolute_timeout(401 * DAY)
        .fresh_for(Duration::ZERO)
        .remember_for(401 * DAY)
        .login_message("a".repeat(601))
        .refresh_message("a".repeat(601))
        .trusted_origin("elsewhere.example")
        .trusted_origin("https://elsewhere.example/path")
        .ended_logins_capacity(0)
        .build()
        .expect_err("nothing of this is good");
    assert_eq!(error.problems().len(), 14, "{error}");
    let text = error.to_string();
    assert!(text.starts_with("the login manager cannot be built:\n- "), "{text}");
    for word in [
        "key ring holds the same key twice",
        "`login_view` is \"https://elsewhere.example/login\"",
        "`refresh_view` is \"confirm\"",
        "`home_view` is \"//home\"",
        "`refuse_next` is \"sign out\"",
        "`idle_timeout` is out of range; use 2 seconds to 400 days",
        "`absolute_timeout` is out of range",
        "`fresh_for` is out of range; use 1 second to 400 days",
        "`remember_for` is out of range; use 1 second to 400 days",
        "`login_message` is too long",
        "`refresh_message` is too long",
        "\"elsewhere.example\"",
        "\"https://elsewhere.example/path\"",
        "`ended_logins_capacity` is 0",
    ] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
    assert!(text.lines().skip(1).all(|line| line.starts_with("- ") && !line.ends_with('.')), "{text}");
}

#[test]
fn durations_are_good_from_the_least_to_the_most() {
    let most = 400 * DAY;
    assert_eq!(problems(|manager| manager.idle_timeout(2 * SECOND).absolute_timeout(2 * SECOND)), []);
    assert_eq!(problems(|manager| manager.idle_timeout(most).absolute_timeout(most).remember_for(most)), []);
    assert_eq!(problems(|manager| manager.fresh_for(SECOND).remember_for(SECOND)), []);
    assert_eq!(problems(|manager| manager.idle_timeout(SECOND)).len(), 1);
    assert_eq!(problems(|manager| manager.fresh_for(Duration::from_millis(999))).len(), 1);
    assert_eq!(problems(|manager| manager.remember_for(most + SECOND)).len(), 1);
    assert_eq!(problems(|manager| manager.remember_for(Duration::MAX)).len(), 1);
}

#[test]
fn an_idle_timeout_beyond_the_absolute_one_is_a_mistake() {
    let found = problems(|manager| manager.idle_timeout(2 * HOUR).absolute_timeout(HOUR));
    assert_eq!(found, [ConfigProblem::IdleBeyondAbsolute]);
}

#[test]
fn views_are_paths_of_this_site() {
    for view in ["/login", "/login?lang=de", "/login#form", "/a/b/"] {
        assert_eq!(problems(|manager| manager.login_view(view).refresh_view(view)), [], "{view}");
    }
    for view in [
        "",
        "login",
        "//login",
        "/\\login",
        "https://app.example/login",
        "/log in",
        "/a/../login",
        "/caf\u{e9}",
    ] {
        assert!(
            matches!(&*problems(|manager| manager.login_view(view)), [ConfigProblem::View { .. }]),
            "{view}"
        );
    }
}

#[test]
fn trusted_origins_are_written_as_browsers_send_them() {
    for origin in
        ["https://app.example", "http://localhost:3000", "https://xn--exmple-cua.com", "https://[::1]:8443"]
    {
        assert_eq!(problems(|manager| manager.trusted_origin(origin)), [], "{origin}");
    }
    for origin in [
        "",
        "null",
        "*",
        "app.example",
        "//app.example",
        "https://",
        "https://app.example/",
        "https://app.example/path",
        "https://app.example?x",
        "https://app.example#x",
        "file:///etc",
        "https://ex\u{e4}mple.com",
        "https://*.app.example",
        "https://user@app.example",
        // Browsers write the host in lower case and leave the default port out, so these would never match.
        "https://APP.example",
        "HTTPS://app.example",
        "https://app.example:443",
        "http://app.example:80",
    ] {
        assert!(
            matches!(&*problems(|manager| manager.trusted_origin(origin)), [ConfigProblem::Origin { .. }]),
            "{origin:?} would never match, and nobody is told"
        );
    }
}

#[test]
fn what_prints_a_manager_prints_no_key() {
    let builder = LoginManager::new(key(1)).application("secret application");
    let secret = key(1).to_base64();
    let printed = format!("{builder:?} {:?} {:?}", key(1), KeyRing::from(key(1)));
    let manager = builder.build().expect("good settings");
    let printed = format!("{printed} {manager:?}");
    assert!(!printed.contains(&**secret) && !printed.contains("[0"), "{printed}");
}
