//! Settings are checked when the manager is built, all of them at once.

use std::time::Duration;

use login_runtime::compat::FlaskLoginCookies;
use login_runtime::{
    ConfigProblem, CookieProblem, CookieSettings, Key, KeyError, KeyRing, LoginManager, LoginManagerBuilder,
    Timestamp,
};

use crate::common::{DAY, HOUR, SECOND, User, key};

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
        .application("my shop")
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
    assert_eq!(error.problems().len(), 15, "{error}");
    let text = error.to_string();
    assert!(text.starts_with("the login manager cannot be built:\n- "), "{text}");
    for word in [
        "key ring holds the same key twice",
        "`application` is \"my shop\"",
        "`login_view` is \"https://elsewhere.example/login\"",
        "`refresh_view` is \"confirm\"",
        "`home_view` is \"//home\"",
        "`refuse_next` is \"sign out\"",
        "`idle_timeout` is 0ns; use 2 seconds to 400 days",
        "`absolute_timeout` is 34646400s",
        "`fresh_for` is 0ns; use 1 second to 400 days",
        "`remember_for` is 34646400s; use 1 second to 400 days",
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
    let builder = LoginManager::new(key(1)).application("shop");
    let secret = key(1).to_base64();
    let printed = format!("{builder:?} {:?} {:?}", key(1), KeyRing::from(key(1)));
    let manager = builder.build().expect("good settings");
    let printed = format!("{printed} {manager:?}");
    assert!(!printed.contains(&**secret) && !printed.contains("[0"), "{printed}");
}

#[test]
fn a_key_is_at_least_32_bytes_that_are_not_all_the_same() {
    let bytes: Vec<u8> = (0..40).collect();
    assert!(matches!(Key::try_from(&bytes[..31]), Err(KeyError::TooShort { bytes: 31 })));
    assert!(matches!(Key::try_from(&bytes[..0]), Err(KeyError::TooShort { bytes: 0 })));
    assert!(Key::try_from(&bytes[..32]).is_ok() && Key::try_from(&bytes[..]).is_ok());
    assert!(matches!(Key::try_from(&[7; 32][..]), Err(KeyError::OneByteRepeated)));
}

#[test]
fn a_key_is_read_from_base64_of_either_alphabet() {
    let bytes: Vec<u8> = (0..32).map(|byte| byte ^ 0xff).collect();
    let padded = Key::try_from(&bytes[..]).expect("a good key").to_base64();
    let bare = padded.trim_end_matches('=');
    let url_safe = bare.replace('+', "-").replace('/', "_");
    for text in [&**padded, bare, &url_safe, &format!("  {bare}\n")] {
        assert_eq!(Key::from_base64(text).expect(text).to_base64(), padded);
    }
    for text in
        ["", "not base64", &bare[..40], &format!("{bare}!"), &format!("{} {}", &bare[..9], &bare[9..])]
    {
        assert!(Key::from_base64(text).is_err(), "{text}");
    }
}

#[test]
fn a_key_file_that_cannot_be_read_is_told_with_its_reason() {
    let error = Key::from_file("/no/such/file").expect_err("there is no such file");
    assert!(std::error::Error::source(&error).is_some());
    // A `main` that returns it shows the sentence too.
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(text.starts_with("in the file `/no/such/file`: it cannot be read: "), "{text}");
    }
    let error = Key::from_env("CARGO_PKG_NAME").expect_err("a name is no key");
    assert!(
        error.to_string().starts_with("in the environment variable `CARGO_PKG_NAME`: the key "),
        "{error}"
    );
    let KeyError::In { error, .. } = error else { panic!("it says where") };
    assert!(matches!(*error, KeyError::NotBase64 | KeyError::TooShort { .. }));
}

#[test]
fn generated_keys_differ() {
    let (one, other) = (Key::generate().expect("randomness"), Key::generate().expect("randomness"));
    assert_ne!(one.to_base64(), other.to_base64());
}

#[test]
fn an_application_is_named_with_what_a_cookie_name_may_hold() {
    for name in ["", "shop", "Shop_2-b", &"a".repeat(32)] {
        assert_eq!(problems(|manager| manager.application(name)), [], "{name}");
    }
    for name in ["my shop", "shop;", "shop=1", "caf\u{e9}", "a/b", &"a".repeat(33)] {
        let found = problems(|manager| manager.application(name));
        assert!(matches!(&*found, [ConfigProblem::Application { .. }]), "{name}");
    }
}

#[test]
fn cookies_that_a_browser_would_refuse_are_told() {
    use CookieProblem::{Domain, Name, NeedsSecure, Path, SameName};
    let with = |cookies| problems(|manager| manager.cookies(cookies));
    for name in ["", "a b", "a=b", "__Host-sid", "caf\u{e9}", &"a".repeat(65)] {
        let wrong = [ConfigProblem::Cookie(Name(name.to_owned()))];
        assert_eq!(with(CookieSettings::new().session_name(name)), wrong, "{name}");
        assert_eq!(with(CookieSettings::new().remember_name(name)), wrong, "{name}");
    }
    for domain in ["", "example", ".example.com", "Example.com", "example.com:443", "127.0.0.1", "a..b"] {
        let wrong = ConfigProblem::Cookie(Domain(domain.to_owned()));
        assert_eq!(with(CookieSettings::new().insecure_domain(domain)), [wrong], "{domain}");
    }
    for path in ["", "app", "/a;b", "/a b", &format!("/{}", "a".repeat(256))] {
        let wrong = ConfigProblem::Cookie(Path(path.to_owned()));
        assert_eq!(with(CookieSettings::new().path(path)), [wrong], "{path}");
    }
    let twins = CookieSettings::new().session_name("one").remember_name("one");
    assert_eq!(with(twins), [ConfigProblem::Cookie(SameName("__Host-one".to_owned()))]);
    let twins = CookieSettings::new().remember_name("flash");
    assert_eq!(with(twins), [ConfigProblem::Cookie(SameName("__Host-flash".to_owned()))]);
    for cookies in [CookieSettings::new().insecure_same_site_none(), CookieSettings::new().partitioned()] {
        let found = problems(|manager| manager.cookies(cookies).insecure_cookies_over_http());
        assert_eq!(found, [ConfigProblem::Cookie(NeedsSecure)]);
    }
}

#[test]
fn cookies_that_anybody_could_make_are_not_taken() {
    let cookies = |secret| FlaskLoginCookies::<User>::new(secret, Timestamp::MAX);
    assert_eq!(problems(|manager| manager.flask_login_cookies(cookies(b""))), [ConfigProblem::EmptySecret]);
    assert_eq!(problems(|manager| manager.flask_login_cookies(cookies(b"secret"))), []);
}
