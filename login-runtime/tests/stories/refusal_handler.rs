//! What people see who are refused and sent nowhere: the application's own pages, of the nearest router that has some.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use login_runtime::routing::{any, get};
use login_runtime::{
    AccessRule, CurrentUser, LoginManagerBuilder, Refusal, Router, current_user, guest_only, login_required,
    public, requires,
};

use crate::common::{Browser, Page, SCRIPT, Site, User, Users, guarded_routes};

const FROM_ELSEWHERE: &[(&str, &str)] = &[("sec-fetch-site", "cross-site")];
const SOCKET_FROM_ELSEWHERE: &[(&str, &str)] = &[
    ("sec-fetch-site", "cross-site"),
    ("connection", "upgrade"),
    ("upgrade", "websocket"),
    ("sec-websocket-version", "13"),
    ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
];

#[public]
async fn open() {}

#[public]
async fn greeting(_: Option<CurrentUser<User>>) {}

#[login_required]
async fn closed() {}

#[guest_only]
async fn visitors() {}

fn never(_: &User) -> bool {
    false
}

#[requires(check = never)]
async fn denied() {}

#[requires(check = never, deny = not_found)]
async fn hidden() {}

/// One path for each way to be refused.
fn area() -> Router<User, Users> {
    Router::new()
        .route("/open", any(open))
        .route("/greeting", any(greeting))
        .route("/closed", any(closed))
        .route("/visitors", get(visitors))
        .route("/denied", get(denied))
        .route("/hidden", get(hidden))
        .mount("/mounted", AccessRule::login_required(), axum::Router::new())
}

/// Says who answers, why, where, and to whom.
fn page_of(who: &'static str) -> impl Fn(Refusal<'_>) -> axum::response::Response + Send + Sync + 'static {
    move |refusal| {
        let user = current_user::<User>().map(|user| user.name.clone()).unwrap_or_default();
        let page = format!("{who} {} {} {user}", refusal.reason(), refusal.uri().path());
        (refusal.status(), [("x-page", who)], page).into_response()
    }
}

fn with_pages(manager: LoginManagerBuilder) -> LoginManagerBuilder {
    manager.refusal_handler(page_of("site"))
}

async fn ada(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser
}

async fn ask(browser: &mut Browser, method: &Method, path: &str, headers: &[(&str, &str)]) -> Page {
    let page = browser.ask(method.clone(), path, headers, Body::empty()).await;
    assert_eq!(page.header("cache-control"), (page.status != 200).then_some("no-store"), "{method} {path}");
    page
}

#[tokio::test]
async fn whoever_is_sent_nowhere_sees_the_pages_of_the_site() {
    let site = Site::with_routes(guarded_routes().nest("/a", area()), with_pages);
    let mut guest = site.browser();
    let mut ada = ada(&site).await;
    for (is_ada, method, path, headers, status, page) in [
        (false, Method::GET, "/a/closed", SCRIPT, 401, "site login_required /a/closed "),
        (false, Method::GET, "/a/mounted/x", SCRIPT, 401, "site login_required /a/mounted/x "),
        (true, Method::GET, "/a/denied", &[], 403, "site forbidden /a/denied ada"),
        (true, Method::GET, "/a/hidden", &[], 404, "site not_found /a/hidden ada"),
        (true, Method::GET, "/a/visitors", SCRIPT, 403, "site guest_only /a/visitors ada"),
        (true, Method::GET, "/a/open", SOCKET_FROM_ELSEWHERE, 200, ""),
        (true, Method::GET, "/a/closed", SOCKET_FROM_ELSEWHERE, 403, "site cross_origin /a/closed "),
        (true, Method::POST, "/a/open", FROM_ELSEWHERE, 403, "site cross_origin /a/open "),
        (true, Method::POST, "/a/closed", FROM_ELSEWHERE, 403, "site cross_origin /a/closed "),
        (true, Method::PUT, "/a/mounted/x", FROM_ELSEWHERE, 403, "site cross_origin /a/mounted/x "),
    ] {
        let browser = if is_ada { &mut ada } else { &mut guest };
        let answer = ask(browser, &method, path, headers).await;
        assert_eq!((answer.status.as_u16(), &*answer.body), (status, page), "{method} {path}");
    }
    // What the check lets through is the handler's.
    assert_eq!(ada.post("/a/closed", &[]).await.status, 200);
    site.users.fail(true);
    for path in ["/a/closed", "/a/greeting", "/a/denied"] {
        let page = ask(&mut ada, &Method::GET, path, &[]).await;
        assert_eq!((page.status.as_u16(), page.body), (503, format!("site unavailable {path} ")));
    }
}

#[tokio::test]
async fn whoever_is_sent_to_a_view_is_sent_there() {
    let site = Site::with_routes(guarded_routes().nest("/a", area()), with_pages);
    let mut browser = site.browser();
    let page = browser.get("/a/closed").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/login?next=%2Fa%2Fclosed")));
    let login = browser.get("/login?next=%2Fa%2Fclosed").await;
    assert!(login.body.contains("Please log in"), "the message was left: {}", login.body);
}

#[tokio::test]
async fn the_nearest_handler_decides() {
    let inner = area().refusal_handler(page_of("inner"));
    let outer =
        area().nest("/inner", inner).nest("/plain", area()).no_views().refusal_handler(page_of("outer"));
    let site = Site::with_routes(guarded_routes().nest("/outer", outer).nest("/a", area()), |manager| {
        with_pages(manager).denied_handler(page_of("denied")).unauthorized_handler(page_of("unauthorized"))
    });
    let mut guest = site.browser();
    for (path, who) in [
        ("/outer/inner/closed", "inner"),
        ("/outer/plain/closed", "outer"),
        ("/outer/closed", "outer"),
        ("/a/closed", "unauthorized"),
    ] {
        assert_eq!(ask(&mut guest, &Method::GET, path, SCRIPT).await.header("x-page"), Some(who), "{path}");
        let page = ask(&mut guest, &Method::POST, path, FROM_ELSEWHERE).await;
        let who = if who == "unauthorized" { "site" } else { who };
        assert_eq!(page.header("x-page"), Some(who), "{path} from elsewhere");
    }
    let mut ada = ada(&site).await;
    for (path, who) in [("/outer/inner/denied", "inner"), ("/outer/hidden", "outer"), ("/a/denied", "denied")]
    {
        assert_eq!(ask(&mut ada, &Method::GET, path, &[]).await.header("x-page"), Some(who), "{path}");
    }
}

#[tokio::test]
async fn behind_a_layer_it_is_the_layers() {
    let site = Site::build(with_pages, |manager, users| {
        let area = |path: &str, routes: axum::Router<Users>| axum::Router::new().nest(path, routes);
        let routes = || axum::Router::new().route("/closed", axum::routing::any(closed));
        let layer = manager.layer::<User, _>(users.clone());
        let api = area("/api", routes()).layer(layer.clone().refusal_handler(page_of("api")));
        area("/a", routes()).layer(layer).merge(api).with_state(users)
    });
    let mut guest = site.browser();
    for (path, who) in [("/a/closed", "site"), ("/api/closed", "api")] {
        assert_eq!(ask(&mut guest, &Method::GET, path, SCRIPT).await.header("x-page"), Some(who), "{path}");
        let page = guest.ask(Method::POST, path, FROM_ELSEWHERE, Body::empty()).await;
        assert_eq!(page.header("x-page"), Some(who), "{path} from elsewhere");
    }
}
