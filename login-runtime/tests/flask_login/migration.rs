//! Moving over from Flask-Login: its remember cookies are taken until a named day.

use axum::http::StatusCode;
use login_runtime::compat::FlaskLoginCookies;
use login_runtime::{
    Clock, CurrentUser, LoginManager, LoginManagerBuilder, ManualClock, Router, Timestamp, UserMixin,
    login_required, routing::get, user_loader,
};

use crate::common::{Browser, DAY, SECOND, Site, User, key};
use crate::world::Heard;

/// Flask-Login's own vector: the user `1`, signed with `deterministic`. Releases before and after 0.6.3 write the same.
pub(crate) const ADA: &str = "1|0e9e6e9855fbe6df7906ec4737578a1d491b38d3fd5246c1561016e189d6516043286501ca43257c938e60aad77acec5ce916b94ca9d00c0bb6f9883ae4b82ae";

/// The user `佐藤`, signed with the same secret: Werkzeug writes what is not ASCII in quotes, as octal bytes of UTF-8.
const SATO: &str = r#""\344\275\220\350\227\244|19eb6417c22e6e4ba7d9ca586d4778e3436a98c174be84347090be382a1ce3b4730f292c921228e1dbccf4a638ed10f9ec0fe31a979168fa2d49c0275705a74c""#;

/// The cookies of the application that is replaced, taken for a month.
pub(crate) fn cookies() -> FlaskLoginCookies<User> {
    signed_with(b"deterministic")
}

pub(crate) fn signed_with(secret: &[u8]) -> FlaskLoginCookies<User> {
    FlaskLoginCookies::new(secret, until())
}

/// The day that is named.
fn until() -> Timestamp {
    ManualClock::default().now().after(30 * DAY)
}

/// A site in the place of a Flask application.
pub(crate) fn site() -> Site {
    Site::with(|manager| manager.flask_login_cookies(cookies()))
}

/// A browser that the Flask application remembered.
fn remembered(site: &Site, value: &str) -> Browser {
    let mut browser = site.browser();
    browser.set_cookie("remember_token", value);
    browser
}

/// Whom a site that was told of `cookies` takes a browser for that holds this value.
pub(crate) async fn who(cookies: FlaskLoginCookies<User>, value: &str) -> String {
    let site = Site::with(|manager| manager.flask_login_cookies(cookies));
    remembered(&site, value).who().await
}

/// Flask-Login goes on with the same cookie for as long as its secret is in use. Ours takes it once and puts its own in its place.
///
/// Its session cookies are not carried over, so the identifiers in them, which 0.6.3 and later releases compute differently, are
/// not needed.
#[tokio::test]
async fn e83_a_cookie_is_read_once_and_replaced_by_ours() {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(manager.flask_login_cookies(cookies())));
    let mut browser = remembered(&site, ADA);
    let page = browser.get("/dashboard").await;
    assert_eq!(page.body, "the dashboard of ada");
    assert_eq!(heard.take(), ["Accessed", "LoadedFromCookie { user: 1 }"]);
    assert_eq!(
        page.set_cookies().pop(),
        Some(
            "remember_token=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        )
    );
    assert_eq!(browser.cookie_names(), ["__Host-remember", "__Host-session"]);
    assert_eq!(browser.kept_for("remember"), Some(30 * DAY));
    assert_eq!(browser.get("/fresh").await.location(), Some("/confirm?next=%2Ffresh"));
    browser.close();
    assert_eq!(browser.who().await, "ada stale remembered");
    browser.post("/logout", &[]).await;
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn e83_a_cookie_works_until_the_named_day_and_not_after() {
    let site = site();
    site.advance(30 * DAY - SECOND);
    assert_eq!(remembered(&site, ADA).who().await, "ada stale remembered");
    site.advance(SECOND);
    assert_eq!(remembered(&site, ADA).who().await, "guest");
}

#[tokio::test]
async fn e83_a_cookie_is_not_read_unless_somebody_asked_for_that() {
    let site = Site::new();
    let mut browser = remembered(&site, ADA);
    let page = browser.get("/who").await;
    assert_eq!((&*page.body, page.set_cookies()), ("guest", Vec::new()));
    assert_eq!(site.users.loads(), 0);
}

#[tokio::test]
async fn e83_a_cookie_of_somebody_who_may_not_log_in_is_no_log_in() {
    let site = site();
    site.users.switch_on("ada", false);
    assert_eq!(remembered(&site, ADA).who().await, "guest");
    site.users.delete("ada");
    assert_eq!(remembered(&site, ADA).who().await, "guest");
    site.users.mix_up("bob");
    assert_eq!(remembered(&site, ADA).who().await, "guest");
    site.users.fail(true);
    let page = remembered(&site, ADA).get("/who").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.set_cookies(), [""; 0], "it is still there for the next time");
}

#[tokio::test]
async fn e83_a_cookie_stays_where_it_did_not_log_anybody_in() {
    let site = site();
    let mut browser = remembered(&site, ADA);
    let page = browser.post("/logout-then-fail", &[]).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(browser.who().await, "guest", "a log-out stands, whatever the page says");

    let mut browser = remembered(&site, ADA);
    browser.post("/login-then-fail", &[("user", "bob")]).await;
    assert_eq!(browser.who().await, "ada stale remembered");
}

/// The Flask application may still run beside ours, and set its cookie anew.
#[tokio::test]
async fn e83_a_log_in_and_a_log_out_delete_the_cookie_too() {
    let site = site();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.set_cookie("remember_token", ADA);
    assert_eq!(browser.who().await, "ada fresh");
    browser.post("/logout", &[]).await;
    assert_eq!(browser.cookie_names(), [""; 0]);
    assert_eq!(browser.who().await, "guest");

    browser.log_in("bob").await;
    browser.set_cookie("remember_token", ADA);
    browser.log_in("cleo").await;
    browser.close();
    assert_eq!(browser.who().await, "guest", "Cleo did not ask to be remembered, and Ada is gone");
}

/// A cookie that the Flask application named or placed as it liked.
#[tokio::test]
async fn e83_the_cookie_is_found_and_deleted_under_its_own_name_domain_and_path() {
    let site = Site::with(|manager| {
        manager.flask_login_cookies(cookies().name("keep").domain("app.example").path("/app"))
    });
    let mut browser = site.browser();
    browser.set_cookie("keep", ADA);
    let page = browser.get("/who").await;
    assert_eq!(page.body, "ada stale remembered");
    assert_eq!(
        page.set_cookies().pop(),
        Some(
            "keep=; HttpOnly; SameSite=Lax; Path=/app; Domain=app.example; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        )
    );
}

/// A Flask application that was as strict as ours calls its cookie as we do.
#[tokio::test]
async fn e83_a_cookie_of_the_same_name_as_ours_is_replaced_and_not_deleted() {
    let site = Site::with(|manager| manager.flask_login_cookies(cookies().name("__Host-remember")));
    let mut browser = site.browser();
    browser.set_cookie("__Host-remember", ADA);
    assert_eq!(browser.who().await, "ada stale remembered");
    browser.close();
    assert_eq!(browser.who().await, "ada stale remembered");
    browser.post("/logout", &[]).await;
    assert_eq!(browser.cookie_names(), [""; 0]);
}

/// A prefix asks for `Secure`, or the browser would not take the deletion.
#[tokio::test]
async fn e83_a_cookie_with_a_prefix_is_deleted_as_browsers_ask() {
    let site = Site::with(|manager| manager.flask_login_cookies(cookies().name("__Host-token")));
    let mut browser = site.browser();
    browser.set_cookie("__Host-token", ADA);
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_eq!(browser.cookie_names(), ["__Host-remember", "__Host-session"]);
}

/// A user whose id is a text.
#[derive(Clone, UserMixin)]
struct Named {
    id: String,
}

#[user_loader]
fn load_named(id: String) -> Option<Named> {
    Some(Named { id })
}

#[login_required]
async fn my_id(user: CurrentUser<Named>) -> String {
    user.id.clone()
}

#[tokio::test]
async fn e83_an_id_of_any_characters_is_read_as_werkzeug_wrote_it() {
    let clock = ManualClock::default();
    let settings = |manager: LoginManagerBuilder| manager.clock(clock.clone());
    let cookies = FlaskLoginCookies::<Named>::new(b"deterministic", until());
    let manager = settings(LoginManager::new(key(1))).flask_login_cookies(cookies).build();
    let app = Router::<Named>::new().route("/me", get(my_id)).with_login(manager.expect("good settings"), ());
    for (value, id) in [(SATO, "佐藤"), (ADA, "1")] {
        let mut browser = Browser::new(&app, &clock);
        browser.set_cookie("remember_token", value);
        assert_eq!(browser.get("/me").await.body, id);
        assert_eq!(browser.get("/me").await.body, id, "by our cookies");
    }
}

#[tokio::test]
async fn e83_ids_that_are_written_otherwise_now_are_translated() {
    let by_old_name = |id: &str| if id == "1" { Some(2) } else { None };
    let cookies = FlaskLoginCookies::<User>::with_ids(b"deterministic", until(), by_old_name);
    assert_eq!(who(cookies, ADA).await, "bob stale remembered");
}
