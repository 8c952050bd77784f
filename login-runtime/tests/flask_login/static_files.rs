//! Files and other pages that ask for nobody, and what must be there before a site starts.

use axum::http::StatusCode;
use login_runtime::{AccessRule, Key, KeyError, Login, LoginManager, login_required, public};

use crate::common::{Browser, Logs, Site, User, Users, guarded_routes, key, log_in, who};
use crate::world::Heard;

fn files() -> axum::Router {
    axum::Router::new().route("/app.css", axum::routing::get(async || "body {}"))
}

/// A site with files, a browser in which Ada is logged in and remembered, and everything it tells from then on.
async fn with_files() -> (Site, Browser, Heard) {
    let heard = Heard::default();
    let routes = guarded_routes().mount("/static", AccessRule::public(), files());
    let site = Site::with_routes(routes, |manager| heard.listen(manager));
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.users.loads();
    heard.take();
    (site, browser, heard)
}

#[tokio::test]
async fn t001_a_static_file_is_served_to_a_guest_and_leaves_a_guest() {
    let (site, _, _) = with_files().await;
    let mut guest = site.browser();
    assert_eq!(guest.get("/static/app.css").await.body, "body {}");
    assert_eq!(guest.who().await, "guest");
}

#[tokio::test]
async fn t002_a_static_file_asks_nobody_who_is_there() {
    let (_, mut browser, heard) = with_files().await;
    assert_eq!(browser.get("/static/app.css").await.body, "body {}");
    assert_eq!(heard.take(), [""; 0]);
}

/// Logs in and asks who is there.
async fn logs_in(site: &Site) -> String {
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.who().await
}

#[tokio::test]
async fn t003_a_manager_is_bound_to_the_routes_when_both_are_there() {
    let site = Site::build(|manager| manager, |manager, users| guarded_routes().with_login(manager, users));
    assert_eq!(logs_in(&site).await, "ada fresh");
}

#[tokio::test]
async fn t004_a_router_is_made_around_its_manager() {
    let site = Site::build(
        |manager| manager,
        |manager, users: Users| {
            axum::Router::new()
                .route("/login", axum::routing::post(log_in))
                .route("/who", axum::routing::get(who))
                .layer(manager.layer::<User, _>(users.clone()))
                .with_state(users)
        },
    );
    assert_eq!(logs_in(&site).await, "ada fresh");
}

#[tokio::test]
async fn t058_a_page_that_asks_nobody_changes_nothing() {
    let site = Site::new();
    let mut browser = site.browser();
    let page = browser.get("/").await;
    assert_eq!((page.body.as_str(), page.set_cookies()), ("index", vec![]));
    assert_eq!(browser.cookie_names(), [""; 0]);
}

#[tokio::test]
async fn t072_only_a_page_that_asks_who_is_there_tells_of_it_and_once() {
    let (_, mut browser, heard) = with_files().await;
    browser.get("/").await;
    assert_eq!(heard.take(), [""; 0]);
    assert_eq!(browser.who().await, "ada fresh remembered");
    assert_eq!(heard.take(), ["Accessed"]);
    assert_eq!(browser.get("/five-times").await.body, ["ada fresh remembered"; 5].join(", "));
    assert_eq!(heard.take(), ["Accessed"]);
}

#[tokio::test]
async fn e01_a_request_that_asks_for_nobody_loads_tells_and_sets_nothing() {
    let (site, mut browser, heard) = with_files().await;
    for path in ["/", "/static/app.css", "/static/nowhere", "/nowhere"] {
        let page = browser.get(path).await;
        assert_eq!((site.users.loads(), heard.take(), page.set_cookies()), (0, vec![], vec![]), "{path}");
    }
}

#[tokio::test]
async fn t091_a_key_is_its_bytes_and_nothing_else() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    // Those of the site's key.
    let bytes: Vec<u8> = (0..32).map(|byte| byte ^ 32).collect();
    for (key, seen) in [
        (Key::try_from(&bytes[..]), "ada fresh"),
        (Key::from_base64(&key(1).to_base64()), "ada fresh"),
        (Key::try_from(&[&bytes[..], b"\0"].concat()[..]), "guest"),
    ] {
        let manager = LoginManager::new(key.expect("a good key")).clock(site.clock.clone());
        let manager = manager.build().expect("good settings");
        let mut browser = browser.clone();
        browser.app = guarded_routes().with_login(manager, site.users.clone());
        assert_eq!(browser.who().await, seen);
    }
}

#[login_required]
async fn dashboard() -> &'static str {
    "a dashboard"
}

#[public]
async fn log_out(login: Login<User>) {
    login.logout_user().await.expect("a log-out");
}

/// Flask-Login answers every request with 500 where the application has no key. Ours is no manager without one, and its builder
/// checks it (`ui-tests`: `runtime/fail/manager-not-built.rs`, `served-without-login.rs`); what can be built without a manager, a
/// plain axum router, serves what asks for nobody, lets nobody into the rest, and says what is missing.
#[tokio::test]
async fn e82_without_a_key_there_is_no_manager_and_without_a_manager_nobody_is_let_in() {
    assert!(matches!(Key::try_from(&[][..]), Err(KeyError::TooShort { bytes: 0 })));
    assert!(matches!(Key::from_env("LOGIN_KEY_THAT_NOBODY_SET"), Err(KeyError::Missing(_))));
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.app = axum::Router::new()
        .route("/", axum::routing::get(async || "index"))
        .route("/dashboard", axum::routing::get(dashboard))
        .route("/who", axum::routing::get(who))
        .route("/logout", axum::routing::get(log_out));
    let logs = Logs::capture();
    assert_eq!(browser.get("/").await.body, "index");
    for path in ["/dashboard", "/who", "/logout"] {
        assert_eq!(browser.get(path).await.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        let messages = logs.messages();
        assert!(
            messages.len() == 1 && messages[0].contains("no login manager on this route"),
            "{messages:?}"
        );
    }
}
