//! Requests that another site made the browser send: who they are from decides, on every kind of route.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use login_runtime::routing::{any, get, post};
use login_runtime::{AccessRule, Router, login_required, public};

use crate::common::{Browser, Site, User, Users, guarded_routes};

#[public]
async fn public_asks_nothing() {}

#[public(insecure_cross_origin)]
async fn public_webhook() {}

#[login_required]
async fn guarded() {}

#[login_required(insecure_cross_origin)]
async fn guarded_webhook() {}

fn routes() -> Router<User, Users> {
    let inside = || axum::Router::new().route("/x", axum::routing::any(async || ()));
    guarded_routes()
        .route("/public", any(public_asks_nothing))
        .route("/public-webhook", any(public_webhook))
        .route("/guarded", any(guarded))
        .route("/guarded-webhook", any(guarded_webhook))
        .mount("/mounted", AccessRule::login_required(), inside())
        .mount("/mounted-webhook", AccessRule::public().insecure_cross_origin(), inside())
}

async fn status(browser: &mut Browser, method: &Method, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    browser.ask(method.clone(), path, headers, Body::empty()).await.status
}

async fn ada(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser
}

/// `Sec-Fetch-Site`, `Origin`, and whether an unsafe method passes. The host is `app.example`.
const DECISIONS: &[(Option<&str>, Option<&str>, bool)] = &[
    (Some("same-origin"), None, true),
    (Some("same-origin"), Some("https://app.example"), true),
    (Some("none"), None, true),
    (Some("same-site"), Some("https://sibling.app.example"), false),
    (Some("same-site"), None, false),
    (Some("cross-site"), None, false),
    (Some("cross-site"), Some("https://evil.example"), false),
    (Some("cross-site"), Some("null"), false),
    (Some("cross-site"), Some("https://app.example"), false),
    (Some("nonsense"), None, false),
    (Some("cross-site"), Some("https://friend.example"), true),
    (Some("same-site"), Some("https://friend.example"), true),
    (Some("cross-site"), Some("https://friend.example:8443"), false),
    (Some("cross-site"), Some("http://friend.example"), false),
    (Some("cross-site"), Some("https://friend.example.evil"), false),
    (None, None, true),
    (None, Some("https://app.example"), true),
    (None, Some("https://friend.example"), true),
    (None, Some("https://evil.example"), false),
    (None, Some("https://app.example.evil"), false),
    (None, Some("https://app.example:8443"), false),
    (None, Some("null"), false),
];

const SAFE: [Method; 3] = [Method::GET, Method::HEAD, Method::OPTIONS];
const UNSAFE: [Method; 4] = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

#[tokio::test]
async fn the_decision_table_holds_on_every_kind_of_route() {
    let site = Site::with_routes(routes(), |manager| manager.trusted_origin("https://friend.example"));
    let mut browser = ada(&site).await;
    the_table_holds(&mut browser, &["/public", "/guarded", "/mounted/x"]).await;
}

/// Asks each of `paths` with every method, each time with the headers of every decision.
async fn the_table_holds(browser: &mut Browser, paths: &[&str]) {
    for &(fetch_site, origin, passes) in DECISIONS {
        let headers: Vec<_> = [("sec-fetch-site", fetch_site), ("origin", origin)]
            .into_iter()
            .filter_map(|(k, v)| Some((k, v?)))
            .collect();
        for &path in paths {
            for method in &UNSAFE {
                let expected = if passes { StatusCode::OK } else { StatusCode::FORBIDDEN };
                assert_eq!(
                    status(browser, method, path, &headers).await,
                    expected,
                    "{method} {path} {headers:?}"
                );
            }
            for method in &SAFE {
                assert_eq!(status(browser, method, path, &headers).await, StatusCode::OK, "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn a_route_may_say_that_other_sites_may_call_it() {
    let site = Site::with_routes(routes(), |manager| manager);
    let mut browser = ada(&site).await;
    let foreign = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    for path in ["/public-webhook", "/guarded-webhook"] {
        for method in &UNSAFE {
            assert_eq!(status(&mut browser, method, path, &foreign).await, StatusCode::OK, "{method} {path}");
        }
    }
    let guest = status(&mut site.browser(), &Method::POST, "/guarded-webhook", &foreign).await;
    assert_eq!(guest, StatusCode::UNAUTHORIZED, "its rule still holds");
}

#[tokio::test]
async fn a_mounted_service_may_say_so_too() {
    let site = Site::with_routes(routes(), |manager| manager);
    let foreign = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    let status = status(&mut site.browser(), &Method::POST, "/mounted-webhook/x", &foreign).await;
    assert_eq!(status, StatusCode::OK, "the rule of the mount says `insecure_cross_origin`");
}

#[tokio::test]
async fn nobody_is_logged_in_or_out_by_another_site() {
    let site = Site::new();
    let foreign = [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let mut guest = site.browser();
    let page = guest.ask(Method::POST, "/login", &foreign, Body::from("user=bob")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(guest.who().await, "guest");
    let mut browser = ada(&site).await;
    for path in ["/logout", "/everywhere", "/password", "/confirm"] {
        assert_eq!(
            status(&mut browser, &Method::POST, path, &foreign).await,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(status(&mut browser, &Method::GET, "/who", &foreign).await, StatusCode::OK);
    }
    assert_eq!(status(&mut browser, &Method::GET, "/logout", &foreign).await, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.who().await, "ada fresh");
}

#[tokio::test]
async fn a_refused_request_costs_nothing_and_is_kept_nowhere() {
    let site = Site::with_routes(routes(), |manager| manager);
    let mut browser = ada(&site).await;
    site.users.loads();
    let headers = [("sec-fetch-site", "cross-site")];
    let page = browser.ask(Method::POST, "/guarded", &headers, Body::empty()).await;
    assert_eq!((page.status, &*page.body), (StatusCode::FORBIDDEN, "This request came from another site."));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(site.users.loads(), 0, "nobody is loaded for it");
}

#[tokio::test]
async fn a_method_override_does_not_slip_past() {
    let site = Site::with_routes(routes(), |manager| manager);
    let mut browser = ada(&site).await;
    let headers =
        [("sec-fetch-site", "cross-site"), ("x-http-method-override", "GET"), ("x-method-override", "GET")];
    let status = status(&mut browser, &Method::POST, "/guarded?_method=GET", &headers).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_origins_are_none_of_ours() {
    let site = Site::with_routes(routes(), |manager| manager);
    for origins in
        [["https://evil.example", "https://app.example"], ["https://app.example, https://evil.example", ""]]
    {
        let headers = origins.map(|origin| ("origin", origin));
        let status = status(&mut ada(&site).await, &Method::POST, "/guarded", &headers).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{origins:?}");
    }
}

/// The same on a plain axum router with the layer.
mod behind_the_layer {
    use super::*;

    fn site() -> Site {
        Site::build(
            |manager| manager.trusted_origin("https://friend.example"),
            |manager, users| {
                axum::Router::new()
                    .route("/login", axum::routing::post(crate::common::log_in))
                    .route("/public", axum::routing::any(public_asks_nothing))
                    .route("/guarded", axum::routing::any(guarded))
                    .route("/public-webhook", axum::routing::any(public_webhook))
                    .layer(manager.layer::<User, _>(users.clone()))
                    .with_state(users)
            },
        )
    }

    #[tokio::test]
    async fn the_decision_table_holds() {
        let site = site();
        let mut browser = ada(&site).await;
        the_table_holds(&mut browser, &["/public", "/guarded"]).await;
    }

    #[tokio::test]
    async fn no_handler_can_open_what_the_layer_checks_before_it() {
        let foreign = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
        let status = status(&mut site().browser(), &Method::POST, "/public-webhook", &foreign).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "`insecure_cross_origin` is for the guarded router");
    }
}

#[tokio::test]
async fn the_check_of_one_method_leaves_the_others_of_the_path_alone() {
    let routes = guarded_routes().route("/mixed", post(public_webhook).put(public_asks_nothing));
    let site = Site::with_routes(routes, |manager| manager);
    let foreign = [("sec-fetch-site", "cross-site")];
    let mut browser = site.browser();
    assert_eq!(status(&mut browser, &Method::POST, "/mixed", &foreign).await, StatusCode::OK);
    assert_eq!(status(&mut browser, &Method::PUT, "/mixed", &foreign).await, StatusCode::FORBIDDEN);
    assert_eq!(
        status(&mut browser, &Method::DELETE, "/mixed", &foreign).await,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[login_required(insecure_cross_origin)]
struct Webhooks;

#[tokio::test]
async fn a_rule_around_a_mounted_service_does_not_take_its_check_away() {
    let inside = axum::Router::new().route("/x", axum::routing::any(async || ()));
    let within = Router::<User, Users>::new()
        .route("/guarded", any(guarded))
        .mount("/mounted", AccessRule::login_required(), inside)
        .requires(Webhooks);
    let site = Site::with_routes(guarded_routes().nest("/within", within), |m| m);
    let mut browser = ada(&site).await;
    let other_site = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    for path in ["/within/guarded", "/within/mounted/x"] {
        let answer = status(&mut browser, &Method::POST, path, &other_site).await;
        assert_eq!(answer, StatusCode::FORBIDDEN, "{path}");
    }
}

/// The handshake of a WebSocket is a GET, and what goes over the socket afterwards is anything.
#[tokio::test]
async fn another_site_opens_no_websocket() {
    const HANDSHAKE: [(&str, &str); 4] = [
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    let plain = axum::Router::new().route("/plain", axum::routing::get(guarded));
    let site = Site::build(
        |manager| manager.trusted_origin("https://friend.example"),
        |manager, users| {
            let plain = plain.layer(manager.layer::<User, _>(users.clone()));
            let gets = Router::new().route("/get", get(guarded)).route("/get-webhook", get(guarded_webhook));
            routes().merge(gets).with_login(manager, users).merge(plain)
        },
    );
    let mut browser = ada(&site).await;
    for (site, origin, passes) in DECISIONS {
        let from = [("sec-fetch-site", *site), ("origin", *origin)];
        let from: Vec<_> = from.iter().filter_map(|(name, value)| Some((*name, (*value)?))).collect();
        let headers = [&HANDSHAKE[..], &from].concat();
        for path in ["/get", "/guarded", "/mounted/x", "/plain"] {
            let expected = if *passes { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(status(&mut browser, &Method::GET, path, &headers).await, expected, "{path} {from:?}");
        }
        assert_eq!(status(&mut browser, &Method::GET, "/get-webhook", &headers).await, StatusCode::OK);
    }
}
