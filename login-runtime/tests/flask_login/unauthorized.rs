//! Refusing a guest: the event, the application's own handler, the 401 without a view, the redirect with one.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use login_runtime::{
    CurrentUser, LoginManager, LoginManagerBuilder, Router, UserMixin, login_required, request_loader,
    routing::get,
};

use crate::common::{Site, guarded_routes, key, send};
use crate::world::Heard;

/// A site whose manager was told of no view.
fn without_views(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> Site {
    Site::build(
        |_| settings(LoginManager::new(key(1))),
        |manager, users| guarded_routes().with_login(manager, users),
    )
}

#[tokio::test]
async fn t019_a_refusal_is_told_once_and_says_of_which_page() {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(manager));
    site.browser().get("/dashboard").await;
    assert_eq!(heard.take(), ["Accessed", r#"Unauthorized { path: "/dashboard" }"#]);
}

#[tokio::test]
async fn t022_a_handler_of_the_applications_own_answers_with_whatever_it_likes() {
    let site =
        Site::with(|manager| manager.unauthorized_handler(|_| (StatusCode::UNAUTHORIZED, "This is secret!")));
    let page = site.browser().get("/dashboard").await;
    assert_eq!((page.status, &*page.body), (StatusCode::UNAUTHORIZED, "This is secret!"));
}

#[tokio::test]
async fn t023_without_a_view_and_a_handler_a_guest_gets_401() {
    let page = without_views(|manager| manager).browser().get("/dashboard").await;
    assert_eq!((page.status, page.location()), (StatusCode::UNAUTHORIZED, None));
}

/// Flask-Login redirects with 302, which says nothing of the method to go on with. 303 says that it is `GET`.
#[tokio::test]
async fn t024_with_a_view_a_guest_is_sent_there_and_told_the_way_back() {
    let page = Site::new().browser().get("/dashboard").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/login?next=%2Fdashboard")));
}

/// A user whom only the request tells.
#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct Robot {
    id: i64,
}

#[expect(clippy::needless_pass_by_value, reason = "extractors are passed by value")]
#[request_loader(challenge = "Bearer")]
fn load_robot(headers: HeaderMap) -> Option<Robot> {
    let token = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
    token.parse().ok().map(|id| Robot { id })
}

#[login_required]
async fn robots_only(robot: CurrentUser<Robot>) -> String {
    format!("robot {}", robot.id)
}

/// Flask-Login's 401 never says what to send, though RFC 9110 asks that of every 401. Ours does where the application reads
/// credentials from a header; sessions alone have no scheme to name.
#[tokio::test]
async fn e46_a_401_says_what_to_send_where_a_header_may_tell_who_is_there() {
    let app = |manager: LoginManagerBuilder| {
        let manager = manager.build().expect("good settings");
        Router::<Robot>::new().route("/closed", get(robots_only)).with_login(manager, ())
    };
    let its_own =
        LoginManager::new(key(1)).unauthorized_handler(|refusal| (refusal.status(), "Who are you?"));
    let request = Request::get("/closed").body(Body::empty()).expect("a request");
    let page = send(&app(its_own), request).await;
    assert_eq!((page.header("www-authenticate"), &*page.body), (Some("Bearer"), "Who are you?"));
    let app = app(LoginManager::new(key(1)));
    let ask = async |token: Option<&str>| {
        let request = Request::get("/closed");
        let request =
            token.into_iter().fold(request, |request, token| request.header("authorization", token));
        send(&app, request.body(Body::empty()).expect("a request")).await
    };
    let page = ask(None).await;
    assert_eq!(
        (page.status, page.header("www-authenticate"), page.header("content-type")),
        (StatusCode::UNAUTHORIZED, Some("Bearer"), Some("application/problem+json"))
    );
    assert_eq!(ask(Some("Bearer 7")).await.body, "robot 7");

    let page = without_views(|manager| manager).browser().get("/dashboard").await;
    assert_eq!(page.header("www-authenticate"), None);
    assert_eq!((page.status, &*page.body), (StatusCode::UNAUTHORIZED, "Please log in to access this page."));
}

/// Flask-Login answers 302 and names the URL of the form's target in `next`, where the browser then asks with `GET` for what takes
/// only `POST`. What the form sent is gone, so ours names no way back.
#[tokio::test]
async fn e56_a_refused_form_leads_to_the_view_and_not_back_to_its_target() {
    let page = Site::new().browser().post("/upload", &[("text", "a long letter")]).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/login")));
}

#[tokio::test]
async fn e57_head_is_refused_as_get_is() {
    let site = Site::new();
    for headers in [&[("sec-fetch-mode", "navigate")][..], &[("accept", "application/json")]] {
        let mut browser = site.browser();
        let get = browser.ask(Method::GET, "/dashboard", headers, Body::empty()).await;
        let head = browser.ask(Method::HEAD, "/dashboard", headers, Body::empty()).await;
        assert_eq!((head.status, head.location()), (get.status, get.location()));
        assert!(!head.status.is_success() && head.body.is_empty(), "{head:?}");
    }
}

#[tokio::test]
async fn e64_a_handler_of_the_applications_own_replaces_message_and_next_but_not_the_event() {
    let heard = Heard::default();
    let site = Site::with(|manager| {
        let manager = manager.next_in_cookie().unauthorized_handler(|refusal| refusal.status());
        heard.listen(manager)
    });
    let page = site.browser().get("/dashboard").await;
    assert_eq!((page.status, page.location()), (StatusCode::UNAUTHORIZED, None));
    assert_eq!(page.set_cookies(), [""; 0], "no message, no next");
    assert_eq!(heard.take(), ["Accessed", r#"Unauthorized { path: "/dashboard" }"#]);
}

async fn friendly(response: Response) -> Response {
    if response.status() == StatusCode::UNAUTHORIZED {
        return (StatusCode::UNAUTHORIZED, "Nobody comes in here.").into_response();
    }
    response
}

#[tokio::test]
async fn e65_the_applications_own_page_for_every_401_stands_in_for_ours_too() {
    let site = Site::build(
        |_| LoginManager::new(key(1)),
        |manager, users| guarded_routes().layer(map_response(friendly)).with_login(manager, users),
    );
    let page = site.browser().get("/dashboard").await;
    assert_eq!((page.status, &*page.body), (StatusCode::UNAUTHORIZED, "Nobody comes in here."));
}
