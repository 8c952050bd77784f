//! Users whom the request itself tells, by the field `user_id` of its query.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use login_runtime::routing::{get, post};
use login_runtime::{
    CurrentUser, Login, LoginError, LoginOptions, RequestSource, Router, UserLoader, UserMixin, current_user,
    fresh_login_required, login_required, public, request_loader, user_loader,
};
use serde::Deserialize;

use crate::common::Site;
use crate::world::Heard;

/// Told by the session, else by the request.
#[derive(Clone, UserMixin)]
#[user(request_loader)]
struct User {
    id: i64,
}

/// Told by the request, else by the session; credentials are as good as a password.
#[derive(Clone, UserMixin)]
#[user(request_loader)]
struct Caller {
    id: i64,
}

/// Told by the request alone.
#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct Machine {
    id: i64,
}

#[derive(Deserialize)]
struct Credentials {
    user_id: i64,
}

/// Who there is; the state of each site.
#[derive(Clone)]
struct Names(Arc<Mutex<BTreeMap<i64, &'static str>>>);

impl Names {
    fn of(&self, id: i64) -> Option<&'static str> {
        self.0.lock().expect("a whole map").get(&id).copied()
    }

    fn delete(&self, id: i64) {
        self.0.lock().expect("a whole map").remove(&id);
    }
}

#[user_loader]
fn load_user(id: i64, State(names): State<Names>) -> Option<User> {
    names.of(id).map(|_| User { id })
}

#[request_loader]
fn user_of_request(Query(sent): Query<Credentials>, State(names): State<Names>) -> Option<User> {
    names.of(sent.user_id).map(|_| User { id: sent.user_id })
}

#[user_loader]
fn load_caller(id: i64, State(names): State<Names>) -> Option<Caller> {
    names.of(id).map(|_| Caller { id })
}

#[request_loader(before_session, fresh)]
fn caller_of_request(Query(sent): Query<Credentials>, State(names): State<Names>) -> Option<Caller> {
    names.of(sent.user_id).map(|_| Caller { id: sent.user_id })
}

#[request_loader]
fn machine_of_request(Query(sent): Query<Credentials>, State(names): State<Names>) -> Option<Machine> {
    names.of(sent.user_id).map(|_| Machine { id: sent.user_id })
}

/// A user with a number.
trait Numbered: UserMixin<Id = i64> {
    fn numbered(id: i64) -> Self;
}

impl Numbered for User {
    fn numbered(id: i64) -> Self {
        Self { id }
    }
}

impl Numbered for Caller {
    fn numbered(id: i64) -> Self {
        Self { id }
    }
}

impl Numbered for Machine {
    fn numbered(id: i64) -> Self {
        Self { id }
    }
}

#[public]
async fn log_in<U: Numbered>(login: Login<U>, Path(id): Path<i64>) -> Result<(), LoginError> {
    login.login_user(&U::numbered(id)).remember(true).await
}

#[public]
async fn who<U: Numbered>(user: Option<CurrentUser<U>>, State(names): State<Names>) -> String {
    user.and_then(|user| names.of(*user.get_id())).unwrap_or("guest").to_owned()
}

#[login_required]
async fn secret<U: Numbered>(user: CurrentUser<U>, State(names): State<Names>) -> String {
    names.of(*user.get_id()).expect("a user who is there").to_owned()
}

#[fresh_login_required]
async fn fresh() -> &'static str {
    "fresh enough"
}

fn routes<U: Numbered>() -> Router<U, Names> {
    Router::new()
        .route("/in/{id}", post(log_in::<U>))
        .route("/who", get(who::<U>))
        .route("/secret", get(secret::<U>))
        .route("/fresh", get(fresh))
}

/// A site whose users are of this type: 1 is Ada, 2 is Bob.
fn site<U>(routes: Router<U, Names>) -> (Site, Names, Heard)
where
    U: Numbered + UserLoader<Names>,
    U::Requests: RequestSource<U, Names>,
{
    let names = Names(Arc::new(Mutex::new([(1, "ada"), (2, "bob")].into())));
    let heard = Heard::default();
    let settings = |manager| heard.listen_of::<U>(manager);
    let site = Site::build(settings, |manager, _| routes.with_login(manager, names.clone()));
    (site, names, heard)
}

fn of<U>() -> Site
where
    U: Numbered + UserLoader<Names>,
    U::Requests: RequestSource<U, Names>,
{
    site(routes::<U>()).0
}

#[tokio::test]
async fn t014_the_request_tells_its_user() {
    assert_eq!(of::<User>().browser().get("/who?user_id=2").await.body, "bob");
}

#[tokio::test]
async fn t015_a_request_that_tells_an_unknown_user_is_a_guest_s() {
    assert_eq!(of::<User>().browser().get("/who?user_id=9").await.body, "guest");
}

#[tokio::test]
async fn t046_a_user_of_the_request_is_told_once() {
    let (site, _, heard) = site(routes::<User>());
    assert_eq!(site.browser().get("/who?user_id=1").await.body, "ada");
    assert_eq!(heard.take(), ["Accessed", "LoadedFromRequest { user: 1 }"]);
}

/// Flask-Login finds out at the first request that asks for the user, and raises. Ours does not compile without a loader
/// (`ui-tests`: `derive_user_mixin/fail/no-loader.rs`, `runtime/fail/no-loader-at-with-login.rs`). A user type may say that it has
/// none: then the id in a session is nobody's.
#[tokio::test]
async fn t005_without_a_user_loader_the_id_in_a_session_is_nobody_s() {
    let site = of::<Machine>();
    let mut browser = site.browser();
    assert_eq!(browser.post("/in/1", &[]).await.status, StatusCode::OK);
    assert_eq!(browser.cookie_names(), ["__Host-remember", "__Host-session"]);
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn t077_a_request_loader_alone_is_enough() {
    assert_eq!(of::<Machine>().browser().fetch("/secret?user_id=1").await.body, "ada");
}

#[tokio::test]
async fn t078_a_bare_request_is_a_guest_s() {
    assert!(current_user::<Machine>().is_none());
    assert_eq!(of::<Machine>().browser().who().await, "guest");
}

#[tokio::test]
async fn t079_a_request_without_credentials_is_refused() {
    assert_eq!(of::<Machine>().browser().fetch("/secret").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn t080_a_request_with_credentials_is_served() {
    assert_eq!(of::<Machine>().browser().fetch("/secret?user_id=2").await.body, "bob");
}

/// A request with credentials is judged by them alone.
async fn credentials_alone(mut request: Request, next: Next) -> Response {
    if request.uri().query().is_some_and(|query| query.contains("user_id=")) {
        request.extensions_mut().insert(LoginOptions::new().ignore_cookies());
    }
    next.run(request).await
}

fn judged_by_credentials() -> Site {
    site(routes::<User>().layer(from_fn(credentials_alone))).0
}

/// The request loader of Flask-Login's test reads the session as well. Ours need not: each request says which of the two counts.
#[tokio::test]
async fn t081_a_session_is_asked_where_there_are_no_credentials() {
    let mut browser = judged_by_credentials().browser();
    browser.post("/in/1", &[]).await;
    assert_eq!(browser.fetch("/secret").await.body, "ada");
    assert_eq!(browser.fetch("/secret?user_id=2").await.body, "bob");
    assert_eq!(browser.fetch("/secret").await.body, "ada", "and Ada's session went on");
}

#[tokio::test]
async fn t082_a_request_with_unknown_credentials_is_refused() {
    assert_eq!(of::<Machine>().browser().fetch("/secret?user_id=9").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn t083_unknown_credentials_are_refused_beside_a_session() {
    let mut browser = judged_by_credentials().browser();
    browser.post("/in/1", &[]).await;
    assert_eq!(browser.fetch("/secret?user_id=9").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.fetch("/secret").await.body, "ada");
}

#[tokio::test]
async fn t084_credentials_begin_no_session() {
    let site = of::<Machine>();
    let mut browser = site.browser();
    let page = browser.get("/who?user_id=2").await;
    assert_eq!((page.body.as_str(), page.set_cookies()), ("bob", vec![]));
    assert_eq!(browser.who().await, "guest");
}

/// Flask-Login asks the session first, always. Ours does unless the loader says `before_session`.
#[tokio::test]
async fn e04_the_loader_says_whether_session_or_request_is_asked_first() {
    for (site, seen) in [(of::<User>(), "ada"), (of::<Caller>(), "bob")] {
        let mut browser = site.browser();
        browser.post("/in/1", &[]).await;
        assert_eq!(browser.get("/who?user_id=2").await.body, seen);
        assert_eq!(browser.who().await, "ada", "either way the session is Ada's");
    }
}

/// In Flask-Login any remember cookie keeps the request from being asked, junk too: an old cookie locks an API client out.
#[tokio::test]
async fn e05_junk_remember_cookie_with_valid_request_credentials_is_the_request_user() {
    let site = of::<User>();
    let mut browser = site.browser();
    browser.set_cookie("__Host-remember", "junk");
    let page = browser.get("/who?user_id=2").await;
    assert_eq!(page.body, "bob");
    assert!(page.deletes("remember"), "{page:?}");
}

/// Flask-Login answers a guest, and writes the id of the deleted user into the session. Ours asks the request, and writes
/// nothing.
#[tokio::test]
async fn e06_a_remember_cookie_of_a_deleted_user_leaves_the_request_to_be_asked() {
    let (site, names, heard) = site(routes::<User>());
    let mut browser = site.browser();
    browser.post("/in/1", &[]).await;
    browser.close();
    names.delete(1);
    heard.take();
    let page = browser.get("/who?user_id=2").await;
    assert_eq!((page.body.as_str(), page.set_cookie("session")), ("bob", None));
    assert_eq!(heard.take(), ["Accessed", "LoadedFromRequest { user: 2 }"]);
    assert_eq!(browser.who().await, "guest");
}

/// In Flask-Login credentials are never fresh. Ours are where the loader says so.
#[tokio::test]
async fn e45_the_loader_says_whether_credentials_are_fresh() {
    let mut stale = of::<User>().browser();
    let page = stale.get("/fresh?user_id=2").await;
    assert_eq!(page.location(), Some("/confirm?next=%2Ffresh%3Fuser_id%3D2"));
    assert_eq!(stale.fetch("/fresh?user_id=2").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(of::<Caller>().browser().get("/fresh?user_id=2").await.body, "fresh enough");
}

/// Flask-Login answers 500 at run time. That there is a loader is for the compiler to say here (`ui-tests`:
/// `request_loader/fail/no-loader-at-with-login.rs` and those named at test 5), and one of the two is enough.
#[tokio::test]
async fn e81_a_site_that_starts_has_a_loader_of_either_kind() {
    let mut by_session = Site::new().browser();
    by_session.log_in("ada").await;
    assert_eq!(by_session.who().await, "ada fresh");
    assert_eq!(of::<Machine>().browser().get("/who?user_id=1").await.body, "ada");
}

/// What a proxy or another layer strips is no credential.
async fn strip_credentials(mut request: Request, next: Next) -> Response {
    *request.uri_mut() = request.uri().path().parse().expect("a path");
    next.run(request).await
}

async fn ask_who<U: Numbered>(user: Option<CurrentUser<U>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let id = user.map_or(0, |user| *user.get_id());
    response.headers_mut().insert("x-user", id.into());
    response
}

#[tokio::test]
async fn credentials_that_a_layer_took_away_count_no_more_whoever_asked_before() {
    let stripped = routes::<User>().layer(from_fn(strip_credentials));
    let (site, _, heard) = site(stripped.layer_with_login(from_fn(ask_who::<User>)));
    let mut browser = site.browser();
    let page = browser.get("/who?user_id=2").await;
    assert_eq!((page.header("x-user"), &*page.body), (Some("2"), "guest"));
    assert_eq!(
        heard.take(),
        ["Accessed", "LoadedFromRequest { user: 2 }"],
        "that somebody asks is told once"
    );
    assert_eq!(browser.fetch("/secret?user_id=2").await.status, StatusCode::UNAUTHORIZED);
}

/// Where the request comes first, so it does for what a layer put into it.
#[tokio::test]
async fn credentials_that_come_first_are_looked_for_anew() {
    let stripped = routes::<Caller>().layer(from_fn(strip_credentials));
    let (site, ..) = self::site(stripped.layer_with_login(from_fn(ask_who::<Caller>)));
    let mut browser = site.browser();
    browser.post("/in/1", &[]).await;
    let page = browser.get("/who?user_id=2").await;
    assert_eq!((page.header("x-user"), &*page.body), (Some("2"), "ada"));
}

async fn log_in_on_the_way(login: Login<User>, request: Request, next: Next) -> Response {
    login.login_user(&User { id: 2 }).await.expect("a log-in");
    next.run(request).await
}

#[tokio::test]
async fn whoever_a_layer_logs_in_is_there_for_the_route() {
    let routes = routes::<User>().layer(from_fn(log_in_on_the_way));
    let (site, ..) = site(routes.layer_with_login(from_fn(ask_who::<User>)));
    let page = site.browser().get("/who").await;
    assert_eq!((&*page.body, page.set_cookies().len()), ("bob", 1));
    let page = site.browser().get("/who?user_id=1").await;
    assert_eq!(page.body, "bob", "in the place of whoever the request told");
}
