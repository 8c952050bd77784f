//! `OPTIONS`, which a browser sends to ask what another site may send.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use login_runtime::routing::{any, get};
use login_runtime::{CurrentUser, LoginManagerBuilder, login_required, public};

use crate::common::{Page, Site, User, guarded_routes};
use crate::world::Heard;

/// What a browser sends before a script of another origin may put.
const PREFLIGHT: &[(&str, &str)] =
    &[("origin", "https://friend.example"), ("access-control-request-method", "PUT")];

#[login_required]
async fn everything(user: Option<CurrentUser<User>>) -> String {
    user.map_or_else(|| "for nobody".to_owned(), |user| format!("for {}", user.name))
}

/// The two kinds of routers, each with a guarded handler that takes every method.
fn sites(settings: impl Fn(LoginManagerBuilder) -> LoginManagerBuilder) -> [Site; 2] {
    let guarded = Site::with_routes(guarded_routes().route("/closed", any(everything)), &settings);
    let plain = Site::build(&settings, |manager, users| {
        axum::Router::new()
            .route("/closed", axum::routing::any(everything))
            .layer(manager.layer::<User, _>(users.clone()))
            .with_state(users)
    });
    [guarded, plain]
}

async fn ask(site: &Site, method: Method, path: &str, headers: &[(&str, &str)]) -> Page {
    site.browser().ask(method, path, headers, Body::empty()).await
}

/// Flask-Login runs the view for every `OPTIONS` request and for whoever sends it, with whatever it does there. Ours guards `OPTIONS`
/// as any other method: preflights are answered by a CORS layer around the routes, and never come here.
#[tokio::test]
async fn e58_options_is_guarded_as_any_other_method() {
    for site in sites(|manager| manager) {
        for headers in [&[][..], PREFLIGHT] {
            let page = ask(&site, Method::OPTIONS, "/closed", headers).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{headers:?}");
        }
    }
}

/// The other choice: a handler that answers preflights itself. Flask-Login takes any `OPTIONS` for one.
#[tokio::test]
async fn e58_preflights_and_no_other_request_may_be_let_through() {
    for site in sites(LoginManagerBuilder::insecure_exempt_preflights) {
        let page = ask(&site, Method::OPTIONS, "/closed", PREFLIGHT).await;
        assert_eq!((page.status, &*page.body), (StatusCode::OK, "for nobody"));
        for (method, headers) in [
            (Method::OPTIONS, &[][..]),
            (Method::OPTIONS, &PREFLIGHT[..1]),
            (Method::OPTIONS, &PREFLIGHT[1..]),
            (Method::GET, PREFLIGHT),
            (Method::HEAD, PREFLIGHT),
        ] {
            let page = ask(&site, method.clone(), "/closed", headers).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{method} {headers:?}");
        }
        let page = ask(&site, Method::PUT, "/closed", PREFLIGHT).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "what it asks about comes from another site");
    }
}

#[login_required]
async fn of_a_user(user: CurrentUser<User>) -> String {
    user.name.clone()
}

/// Nobody is there at a preflight, so a handler that must have a user challenges.
#[tokio::test]
async fn a_preflight_to_a_handler_that_must_have_a_user_is_a_guests() {
    let routes = guarded_routes().route("/mine", any(of_a_user));
    let site = Site::with_routes(routes, LoginManagerBuilder::insecure_exempt_preflights);
    let page = ask(&site, Method::OPTIONS, "/mine", PREFLIGHT).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
}

#[login_required]
async fn closed() {}

#[public]
async fn in_general() -> &'static str {
    "GET, OPTIONS"
}

/// Flask-Login has one set of exempt methods for the whole process. Here a route that has something to say to everybody has a
/// public handler for that method, and every other route stays as it is.
#[tokio::test]
async fn e59_a_method_is_exempt_where_it_has_a_public_handler() {
    let heard = Heard::default();
    let routes = guarded_routes().route("/closed", get(closed).options(in_general));
    let site = Site::with_routes(routes, |manager| heard.listen(manager));
    let mut ada = site.browser();
    ada.log_in("ada").await;
    let _ = (site.users.loads(), heard.take());

    let page = ada.ask(Method::OPTIONS, "/closed", &[], Body::empty()).await;
    assert_eq!((page.status, &*page.body), (StatusCode::OK, "GET, OPTIONS"));
    assert_eq!((site.users.loads(), heard.take()), (0, Vec::new()), "nobody asked who is there");

    assert_eq!(ask(&site, Method::OPTIONS, "/closed", &[]).await.status, StatusCode::OK);
    assert_eq!(ask(&site, Method::GET, "/closed", &[]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&site, Method::OPTIONS, "/dashboard", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
}
