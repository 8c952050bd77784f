//! What is logged: each happening once, typed, and never a secret.

use std::future::ready;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Extension;
use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderValue;
use axum::middleware::map_request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use login_runtime::{ClientInfo, Fingerprint, LoginEvent, SessionProtection};
use tracing::Level;

use crate::common::{DAY, HOUR, Logs, Record, Site, User, guarded_routes, key};

/// The one record since the last look.
#[track_caller]
fn only(logs: &Logs) -> Record {
    let mut records = logs.take();
    assert_eq!(records.len(), 1, "{records:?}");
    records.remove(0)
}

#[track_caller]
fn assert_told(logs: &Logs, level: Level, message: &str, fields: &[(&str, &str)]) {
    let record = only(logs);
    let found: Vec<_> = record.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!((record.level, record.message.as_str(), found.as_slice()), (level, message, fields));
}

#[tokio::test]
async fn each_happening_is_told_once() {
    let site = Site::new();
    let mut browser = site.browser();
    let logs = Logs::capture();
    browser.log_in("ada").await;
    assert_told(&logs, Level::INFO, "logged in", &[("remembered", "false"), ("user", "1")]);
    browser.log_in_remembered("ada").await;
    assert_told(&logs, Level::INFO, "logged in", &[("remembered", "true"), ("user", "1")]);
    browser.get("/dashboard").await;
    assert!(logs.take().is_empty(), "an ordinary page is no news");
    browser.close();
    browser.get("/who").await;
    assert_told(&logs, Level::INFO, "restored from the remember cookie", &[("user", "1")]);
    browser.get("/fresh?secret=query").await;
    assert_told(&logs, Level::INFO, "refused: log-in not fresh", &[("path", "/fresh"), ("user", "1")]);
    browser.post("/confirm", &[]).await;
    assert_told(&logs, Level::INFO, "log-in confirmed", &[("user", "1")]);
    let mut copy = browser.clone();
    browser.post("/logout", &[]).await;
    assert_told(&logs, Level::INFO, "logged out", &[("user", "1")]);
    browser.get("/dashboard?secret=query").await;
    assert_told(&logs, Level::INFO, "refused: not logged in", &[("path", "/dashboard")]);
    copy.drop_cookie("remember");
    copy.get("/who").await;
    assert_told(&logs, Level::INFO, "log-in ended", &[("reason", "LoggedOut")]);
    browser.post("/logout", &[]).await;
    assert!(logs.take().is_empty(), "a guest who logs out is no news");
}

#[tokio::test]
async fn logging_out_everywhere_is_told() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let logs = Logs::capture();
    browser.post("/everywhere", &[]).await;
    assert_eq!(logs.messages(), ["logged out everywhere", "logged out"]);
}

#[tokio::test]
async fn every_reason_for_which_a_log_in_ends_is_named() {
    for (reason, end) in [
        ("Idle", (|site, _| site.advance(HOUR)) as fn(&Site, &str)),
        ("NoSuchUser", |site, name| site.users.delete(name)),
        ("Inactive", |site, name| site.users.switch_on(name, false)),
        ("StampChanged", |site, name| site.users.change_password(name)),
        ("ClockSkew", |site, _| site.clock.set(login_runtime::Timestamp::from_unix_seconds(1_000))),
    ] {
        let site = Site::new();
        let mut browser = site.browser();
        browser.log_in("ada").await;
        end(&site, "ada");
        let logs = Logs::capture();
        assert_eq!(browser.who().await, "guest");
        assert_told(&logs, Level::INFO, "log-in ended", &[("reason", reason)]);
    }
}

#[tokio::test]
async fn a_log_in_that_has_lasted_long_enough_is_told_to_have_expired() {
    let site = Site::with(|manager| manager.idle_timeout(DAY));
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(DAY / 2);
    browser.who().await;
    site.advance(DAY / 2);
    let logs = Logs::capture();
    assert_eq!(browser.who().await, "guest");
    assert_told(&logs, Level::INFO, "log-in ended", &[("reason", "Expired")]);
}

#[tokio::test]
async fn every_reason_for_which_a_cookie_is_refused_is_named_and_warned_of() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let (session, remember) = (browser.ticket("session"), browser.ticket("remember"));
    let with_byte = |at: usize, change: fn(u8) -> u8| {
        let mut raw = URL_SAFE_NO_PAD.decode(&session).expect("base64");
        raw[at] = change(raw[at]);
        URL_SAFE_NO_PAD.encode(raw)
    };
    let last = session.len() * 3 / 4 - 1;
    for (value, reason) in [
        ("junk", "Malformed"),
        ("", "Malformed"),
        (&*with_byte(0, |_| 2), "Version"),
        (&*with_byte(0, |_| 0), "Version"),
        (&*remember, "Purpose"),
        // Whatever it was: it is random, and may be any fixed value already.
        (&*with_byte(last, |byte| byte ^ 1), "Mac"),
        (&*with_byte(1, |byte| byte ^ 1), "Key"),
    ] {
        let mut liar = site.browser();
        liar.set_cookie("__Host-session", value);
        let logs = Logs::capture();
        assert_eq!(liar.who().await, "guest");
        assert_told(
            &logs,
            Level::WARN,
            "cookie refused",
            &[("cookie", "__Host-session"), ("reason", reason)],
        );
    }
}

#[tokio::test]
async fn a_cookie_sent_twice_is_warned_of() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.set_cookie("__Host-session", "a; __Host-session=b");
    let logs = Logs::capture();
    browser.get("/who").await;
    assert_told(
        &logs,
        Level::WARN,
        "cookie refused",
        &[("cookie", "__Host-session"), ("reason", "\"sent twice\"")],
    );
}

/// A handler that logs in or out reads the cookies once more; what is wrong with them is not told once more.
#[tokio::test]
async fn a_worthless_cookie_is_told_once_also_where_people_log_in_and_out() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let mut copy = browser.clone();
    browser.post("/logout", &[]).await;
    let logs = Logs::capture();
    copy.post("/logout", &[]).await;
    assert_told(&logs, Level::INFO, "log-in ended", &[("reason", "LoggedOut")]);
    copy.set_cookie("__Host-session", "junk");
    copy.post("/logout", &[]).await;
    assert_told(
        &logs,
        Level::WARN,
        "cookie refused",
        &[("cookie", "__Host-session"), ("reason", "Malformed")],
    );
}

#[tokio::test]
async fn another_client_is_warned_of_once() {
    for (protection, mode) in [(SessionProtection::Basic, "Basic"), (SessionProtection::Strong, "Strong")] {
        let site = Site::with(|manager| manager.session_protection(protection));
        let mut browser = site.browser();
        browser.log_in("ada").await;
        browser.agent = "curl";
        let logs = Logs::capture();
        browser.get("/who").await;
        assert_told(&logs, Level::WARN, "session used by another client", &[("mode", mode), ("user", "1")]);
        browser.get("/who").await;
        assert!(logs.take().is_empty());
    }
}

#[tokio::test]
async fn a_request_from_another_site_is_warned_of() {
    let site = Site::new();
    let logs = Logs::capture();
    let headers = [("sec-fetch-site", "cross-site")];
    site.browser().ask(axum::http::Method::POST, "/logout", &headers, axum::body::Body::empty()).await;
    let record = only(&logs);
    assert_eq!((record.level, &*record.message), (Level::WARN, "refused: request from another site"));
}

#[tokio::test]
async fn a_log_in_view_that_is_guarded_is_an_error_in_the_log() {
    let site = Site::with(|manager| manager.login_view("/dashboard"));
    let logs = Logs::capture();
    site.browser().get("/dashboard").await;
    let records = logs.take();
    assert_eq!(records[1].level, Level::ERROR);
    assert!(records[1].message.contains("mark its handler `#[public]`"), "{records:?}");
}

#[tokio::test]
async fn a_full_list_of_ended_log_ins_is_an_error_in_the_log() {
    let site = Site::with(|manager| manager.ended_logins_capacity(1));
    let logs = Logs::capture();
    for _ in 0..100 {
        let mut browser = site.browser();
        browser.log_in("ada").await;
        browser.post("/logout", &[]).await;
    }
    let records = logs.take();
    let full =
        records.iter().find(|record| record.level == Level::ERROR).expect("64 shards of one are full by now");
    assert!(full.message.contains("raise `ended_logins_capacity`"), "{full:?}");
}

#[tokio::test]
async fn a_log_in_that_never_happened_is_not_told() {
    let site = Site::new();
    let mut browser = site.browser();
    let logs = Logs::capture();
    browser.post("/login-then-fail", &[("user", "ada")]).await;
    assert_eq!(logs.messages(), [""; 0], "the handler answered 500, so nobody was logged in");
}

#[tokio::test]
async fn no_secret_is_ever_logged() {
    let site = Site::new();
    let logs = Logs::capture();
    let mut secrets = vec![key(1).to_base64().to_string(), "$argon2id$".to_owned(), "\"ada\"".to_owned()];
    let mut browser = site.browser();
    for path in [
        "/login",
        "/who",
        "/dashboard?token=query-secret",
        "/fresh",
        "/confirm",
        "/password",
        "/who",
        "/login",
        "/everywhere",
        "/login",
        "/login-then-fail",
        "/logout",
        "/logout-then-fail",
        "/login",
        "/nowhere",
    ] {
        let mut copies = [browser.clone(), browser.clone(), browser.clone()];
        for page in [
            browser.get(path).await,
            browser.post(path, &[("user", "ada"), ("remember", "on"), ("password", "form-secret")]).await,
        ] {
            secrets.extend(page.set_cookies().iter().filter_map(|line| {
                let value = line.split(['=', ';']).nth(1)?;
                (!value.is_empty()).then(|| value.to_owned())
            }));
        }
        copies[0].set_cookie("__Host-session", "junk-secret");
        copies[0].get("/who").await;
        copies[1].agent = "agent-secret";
        copies[1].get("/who").await;
        copies[2].close();
        copies[2].get("/who").await;
        site.users.fail(true);
        browser.clone().get("/who").await;
        site.users.fail(false);
    }
    assert!(secrets.len() > 12, "{}", secrets.len());
    secrets.extend(["query-secret", "form-secret", "junk-secret", "agent-secret"].map(str::to_owned));
    let log = logs.everything();
    assert!(log.contains("logged in") && log.contains("cookie refused"), "something was logged");
    for secret in secrets {
        // Also in part: the head of a ticket would tell the user's id, its tail is the MAC.
        for part in [&secret[..secret.len().min(24)], &secret[secret.len().saturating_sub(24)..]] {
            assert!(!log.contains(part), "{part} of {secret} was logged");
        }
    }
}

/// Whoever keeps a record of what happens wants to know from where.
#[tokio::test]
async fn listeners_are_told_by_which_client() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let proxy = ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 50_000)));
    let forwarded = HeaderValue::from_static("203.0.113.9, 192.0.2.7");
    let site = Site::build(
        |manager| {
            let manager = manager.fingerprint(Fingerprint::user_agent().trusted_proxy("10.0.0.0/8"));
            manager.on_event(move |event: &LoginEvent<'_, User>, client: &ClientInfo| {
                let event = format!("{event:?}").split([' ', '{']).next().unwrap_or_default().to_owned();
                let agent = client.user_agent().unwrap_or("none").to_owned();
                told.lock().expect("a whole list").push((event, client.address(), agent));
            })
        },
        |manager, users| {
            let forward = move |mut request: Request| {
                request.headers_mut().insert("x-forwarded-for", forwarded.clone());
                ready(request)
            };
            guarded_routes().with_login(manager, users).layer(map_request(forward)).layer(Extension(proxy))
        },
    );
    let mut browser = site.browser();
    browser.get("/dashboard").await;
    browser.log_in_with("ada", &[("remember", "on"), ("stale", "on")]).await;
    browser.get("/fresh").await;
    browser.post("/confirm", &[]).await;
    browser.close();
    browser.get("/who").await;
    let mut thief = browser.clone();
    thief.agent = "curl";
    thief.get("/who").await;
    browser.post("/everywhere", &[]).await;
    let heard = heard.lock().expect("a whole list");
    for name in [
        "Accessed",
        "Unauthorized",
        "LoggedIn",
        "NeedsRefresh",
        "Confirmed",
        "LoadedFromCookie",
        "SessionProtected",
        "LoggedOutEverywhere",
        "LoggedOut",
    ] {
        let (_, address, agent) = heard.iter().find(|(event, ..)| event == name).expect(name);
        let of = if name == "SessionProtected" { "curl" } else { "Firefox" };
        assert_eq!((address, &**agent), (&Some([192, 0, 2, 7].into()), of), "{name}");
    }
}
