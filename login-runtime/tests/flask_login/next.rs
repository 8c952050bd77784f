//! The way back: `next` in the query or in a cookie, what it names, and what it never does.

use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Redirect;
use login_runtime::routing::{get, post};
use login_runtime::{
    Login, LoginError, LoginManagerBuilder, Router, SessionProtection, login_required, public,
};

use crate::common::{Site, User, Users, guarded_routes, log_in, who};

#[login_required]
async fn anywhere() {}

fn with_any_path() -> Router<User, Users> {
    guarded_routes().route("/x/{*rest}", get(anywhere))
}

#[tokio::test]
async fn t025_the_way_back_may_wait_in_a_cookie() {
    let site = Site::with(LoginManagerBuilder::next_in_cookie);
    let mut browser = site.browser();
    assert_eq!(browser.get("/dashboard?x=1").await.location(), Some("/login"));
    assert_eq!(browser.log_in("ada").await.location(), Some("/dashboard?x=1"));
}

/// In Flask-Login's strong mode the log-in page itself trips the protection, and `next` had to be saved from being wiped. Here it
/// lies in a cookie of its own, and outlives a real trip as well: the session came from another client.
#[tokio::test]
async fn t026_the_way_back_outlives_strong_protection() {
    let routes = guarded_routes().route("/sign-in", get(who).post(log_in));
    let site = Site::with_routes(routes, |manager| {
        manager.login_view("/sign-in").next_in_cookie().session_protection(SessionProtection::Strong)
    });
    let mut guest = site.browser();
    let mut ada = site.browser();
    ada.log_in("ada").await;
    ada.agent = "another";
    for mut browser in [guest.clone(), ada] {
        assert_eq!(browser.get("/dashboard").await.location(), Some("/sign-in"));
        assert_eq!(browser.get("/sign-in").await.body, "guest", "this page asks who is there");
        let page = browser.post("/sign-in", &[("user", "ada")]).await;
        assert_eq!(page.location(), Some("/dashboard"));
    }
    assert_eq!(guest.post("/sign-in", &[("user", "ada")]).await.location(), Some("/home"), "nothing waits");
}

#[login_required]
async fn confirm_and_go_on(login: Login<User>) -> Result<Redirect, LoginError> {
    login.confirm_login().await?;
    Ok(login.redirect_to_next("/home"))
}

#[tokio::test]
async fn t055_the_way_back_from_the_refresh_view_may_wait_in_a_cookie() {
    let routes = guarded_routes().route("/again", get(anywhere).post(confirm_and_go_on));
    let site = Site::with_routes(routes, |manager| manager.refresh_view("/again").next_in_cookie());
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert_eq!(browser.get("/fresh").await.location(), Some("/again"));
    assert_eq!(browser.post("/again", &[]).await.location(), Some("/fresh"));
    assert_eq!(browser.get("/fresh").await.status, StatusCode::OK);
}

#[tokio::test]
async fn e51_the_way_back_is_the_path_and_query_as_they_were_sent() {
    let site = Site::with_routes(with_any_path(), |manager| manager);
    for path in [
        "/x/a?b=1&c=d+e&f=%20%26",
        "/x/%E4%BD%90%E8%97%A4?name=%E4%BD%90",
        "/x/a%25b;c=1,d",
        "/x/a?next=%2Fb",
        "/x/a/?q=http://elsewhere.example//x",
    ] {
        let mut browser = site.browser();
        let location = browser.get(path).await.location().expect("a log-in page").to_owned();
        let decoded = percent_encoding::percent_decode_str(&location).decode_utf8_lossy();
        assert_eq!(decoded, format!("/login?next={path}"));
        assert_eq!(browser.post(&location, &[("user", "ada")]).await.location(), Some(path));
    }
}

#[tokio::test]
async fn e51_the_way_back_has_the_prefix_of_whatever_the_router_is_nested_in() {
    let site = Site::build(
        |manager| manager.login_view("/shop/back/login"),
        |manager, users| {
            let routes = Router::new().nest("/back", guarded_routes());
            axum::Router::new().nest("/shop", routes.with_login(manager, users))
        },
    );
    let mut browser = site.browser();
    let page = browser.get("/shop/back/dashboard?x=1").await;
    let location = "/shop/back/login?next=%2Fshop%2Fback%2Fdashboard%3Fx%3D1";
    assert_eq!(page.location(), Some(location));
    let page = browser.post(location, &[("user", "ada")]).await;
    assert_eq!(page.location(), Some("/shop/back/dashboard?x=1"));
}

/// Flask-Login writes such a path into `next` as it is, and a browser that is sent to `//evil.example` leaves the site. axum, unlike
/// Flask, routes it as it was sent. Ours names no way back that a browser could read as another host.
#[tokio::test]
async fn e55_a_path_that_a_browser_reads_as_a_host_is_no_way_back() {
    for keeps_in_cookie in [false, true] {
        let site = Site::with_routes(guarded_routes().fallback(anywhere), |manager| {
            if keeps_in_cookie { manager.next_in_cookie() } else { manager }
        });
        for path in [
            "//evil.example",
            "///evil.example/x",
            "/\\evil.example",
            "/x//evil.example",
            "/x/..//evil.example",
            "/x/%2e%2e/%2fevil.example",
            "/%5cevil.example",
            "/%09/evil.example",
        ] {
            let mut browser = site.browser();
            assert_eq!(browser.get(path).await.location(), Some("/login"), "{path}");
            assert_eq!(browser.log_in("ada").await.location(), Some("/home"), "{path}");
        }
    }
}

/// Flask-Login has a setting that puts a host into its redirects, and forgets it where `next` is kept in the session. No redirect of
/// ours names a host, in either mode, so there is nothing to force and nothing to forget.
#[tokio::test]
async fn e60_no_redirect_names_a_host_wherever_the_way_back_is_kept() {
    for (keeps_in_cookie, location) in [(false, "/login?next=%2Fdashboard"), (true, "/login")] {
        let site = Site::with(|manager| if keeps_in_cookie { manager.next_in_cookie() } else { manager });
        let mut browser = site.browser();
        let headers = [("sec-fetch-mode", "navigate"), ("x-forwarded-host", "good.example")];
        let page = browser.ask(Method::GET, "/dashboard", &headers, Body::empty()).await;
        assert_eq!(page.location(), Some(location));
        let page = browser.post(location, &[("user", "ada")]).await;
        assert_eq!(page.location(), Some("/dashboard"));
    }
}

/// Flask-Login leaves `next` in the session until the application takes it out, a log-out included, and the next person to log in
/// with this browser is sent where the one before wanted to go.
#[tokio::test]
async fn e61_a_way_back_in_a_cookie_is_used_once_and_gone_with_a_log_out() {
    let site = Site::with(LoginManagerBuilder::next_in_cookie);
    let mut browser = site.browser();
    browser.get("/dashboard").await;
    let page = browser.log_in("ada").await;
    assert_eq!((page.location(), page.deletes("next")), (Some("/dashboard"), true));
    assert_eq!(browser.log_in("ada").await.location(), Some("/home"));

    browser.post("/logout", &[]).await;
    browser.get("/dashboard").await;
    assert!(browser.cookie("next").is_some());
    assert!(browser.post("/logout", &[]).await.deletes("next"));
    assert_eq!(browser.log_in("bob").await.location(), Some("/home"));
}

#[public]
async fn log_in_by_script(login: Login<User>, State(users): State<Users>) -> String {
    login.login_user(&users.find("ada")).await.expect("a log-in");
    login.take_next().map_or_else(|| "nowhere".to_owned(), |next| next.to_string())
}

/// An answer that is no redirect says where to go as well as one that is, and the cookie goes with it.
#[tokio::test]
async fn where_to_go_can_be_taken_without_a_redirect() {
    for keeps_in_cookie in [false, true] {
        let site = Site::with_routes(guarded_routes().route("/session", post(log_in_by_script)), |manager| {
            if keeps_in_cookie { manager.next_in_cookie() } else { manager }
        });
        let mut browser = site.browser();
        let to_login = browser.get("/dashboard?tab=2").await;
        let query = to_login.location().and_then(|location| location.split_once('?'));
        let query = query.map_or_else(String::new, |(_, query)| format!("?{query}"));
        let page = browser.post(&format!("/session{query}"), &[]).await;
        assert_eq!((&*page.body, page.deletes("next")), ("/dashboard?tab=2", keeps_in_cookie));
        for hostile in ["//evil.example", "/login", "/logout"] {
            let page = browser.post(&format!("/session?next={hostile}"), &[]).await;
            assert_eq!(page.body, "nowhere", "{hostile}");
        }
    }
}
