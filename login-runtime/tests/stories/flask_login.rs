//! Facts of Flask-Login that hold here too, by the number of its test (1 to 107) or of the extra case (E).

use axum::http::StatusCode;
use login_runtime::{Login, SessionProtection, login_required, public, routing::get, routing::post};

use crate::common::{HOUR, Logs, Site, User, Users, guarded_routes};

#[tokio::test]
async fn facts_1_2_58_static_files_load_nobody_and_change_nothing() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.users.loads();
    let page = browser.get("/").await;
    assert_eq!((site.users.loads(), page.set_cookies().len()), (0, 0));
}

#[tokio::test]
async fn facts_8_9_29_30_32_a_log_in_persists_and_so_does_a_log_out() {
    let site = Site::new();
    let mut browser = site.browser();
    assert_eq!(browser.who().await, "guest");
    browser.log_in("ada").await;
    assert_eq!(browser.who().await, "ada fresh");
    browser.post("/logout", &[]).await;
    assert_eq!(browser.who().await, "guest");
}

#[public]
async fn in_and_out(login: Login<User>, axum::extract::State(users): axum::extract::State<Users>) -> String {
    let user = users.find("ada");
    login.login_user(&user).remember(true).await.expect("a good log-in");
    let during = login.user().map(|user| (user.name.clone(), user.is_fresh(), user.is_remembered()));
    let out = login.logout_user();
    format!("{during:?} {out} {:?} {}", login.user(), login.login_fresh())
}

#[tokio::test]
async fn facts_9_16_logging_in_and_out_within_one_request_is_seen_at_once() {
    let site = Site::with_routes(guarded_routes().route("/both", post(in_and_out)), |manager| manager);
    let mut browser = site.browser();
    let page = browser.post("/both", &[]).await;
    assert_eq!(page.body, "Some((\"ada\", true, true)) true None false");
    assert!(page.set_cookies().is_empty(), "{page:?}");
}

#[public]
async fn twice(login: Login<User>, axum::extract::State(users): axum::extract::State<Users>) {
    login.login_user(&users.find("ada")).remember(true).await.expect("a good log-in");
    login.login_user(&users.find("bob")).await.expect("a good log-in");
}

#[public]
async fn out_and_in(login: Login<User>, axum::extract::State(users): axum::extract::State<Users>) {
    login.logout_user();
    login.login_user(&users.find("bob")).remember(true).await.expect("a good log-in");
}

#[tokio::test]
async fn facts_e75_e76_the_last_of_several_operations_wins() {
    let routes = guarded_routes().route("/twice", post(twice)).route("/out-and-in", post(out_and_in));
    let site = Site::with_routes(routes, |manager| manager);
    let mut browser = site.browser();
    let page = browser.post("/twice", &[]).await;
    assert_eq!(page.set_cookies().len(), 1, "nothing of Ada: {page:?}");
    assert_eq!(browser.who().await, "bob fresh");
    browser.log_in_remembered("ada").await;
    browser.post("/out-and-in", &[]).await;
    assert_eq!(browser.who().await, "bob fresh remembered");
}

#[tokio::test]
async fn facts_12_13_e18_e19_users_who_are_switched_off() {
    let site = Site::new();
    site.users.switch_on("ada", false);
    let mut browser = site.browser();
    let logs = Logs::capture();
    assert_eq!(browser.post("/login", &[("user", "ada")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(logs.messages(), [""; 0]);
    browser.log_in_with("ada", &[("force", "on")]).await;
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn facts_31_e3_an_id_that_no_longer_loads_is_a_guest_and_forgotten() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.users.delete("ada");
    assert_eq!(browser.who().await, "guest");
    site.users.loads();
    assert_eq!((browser.who().await.as_str(), site.users.loads()), ("guest", 0));
}

#[tokio::test]
async fn facts_33_34_44_45_56_57_remember_me() {
    let site = Site::new();
    for options in [&[("remember", "on")][..], &[("remember_for", "25200")]] {
        let mut browser = site.browser();
        browser.log_in_with("ada", options).await;
        browser.close();
        let logs = Logs::capture();
        assert_eq!(browser.who().await, "ada stale remembered");
        assert_eq!(logs.messages(), ["restored from the remember cookie"]);
        browser.post("/confirm", &[]).await;
        assert_eq!(logs.messages(), ["log-in confirmed"]);
        assert_eq!(browser.who().await, "ada fresh remembered");
    }
}

#[tokio::test]
async fn facts_47_48_a_log_out_is_not_undone_by_the_remember_cookie() {
    let site = Site::new();
    for options in [&[("remember", "on")][..], &[("remember_for", "25200")]] {
        let mut browser = site.browser();
        browser.log_in_with("ada", options).await;
        browser.post("/logout", &[]).await;
        browser.close();
        assert_eq!(browser.who().await, "guest");
    }
}

#[tokio::test]
async fn facts_42_e27_e29_using_a_remember_cookie_neither_renews_nor_mints_one() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("remember_for", "25200")]).await;
    let ticket = browser.ticket("remember");
    site.advance(2 * HOUR);
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_eq!(browser.ticket("remember"), ticket);
    let mut liar = site.browser();
    liar.log_in("ada").await;
    liar.set_cookie("__Host-remember", "junk");
    assert!(liar.get("/who").await.set_cookie("remember").is_none_or(|line| line.contains("=;")));
}

#[tokio::test]
async fn facts_62_to_65_69_e7_e8_protection_trips_once_and_not_on_a_restore() {
    for protection in [SessionProtection::Basic, SessionProtection::Strong] {
        let site = Site::with(|manager| manager.session_protection(protection));
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        browser.close();
        let logs = Logs::capture();
        for _ in 0..3 {
            assert_eq!(browser.who().await, "ada stale remembered");
        }
        assert_eq!(logs.messages(), ["restored from the remember cookie"], "{protection:?}");
        browser.agent = "another";
        browser.who().await;
        assert_eq!(logs.messages(), ["session used by another client"], "{protection:?}");
    }
}

#[tokio::test]
async fn facts_43_e43_freshness_is_judged_on_what_the_client_is_now() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.agent = "another";
    assert_eq!(browser.get("/fresh").await.status, StatusCode::SEE_OTHER);
}

#[login_required]
async fn fails() -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}

#[tokio::test]
async fn fact_e69_a_failing_view_runs_once_and_leaves_the_log_in_alone() {
    let site = Site::with_routes(guarded_routes().route("/fails", get(fails)), |manager| manager);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    assert_eq!(browser.get("/fails").await.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(browser.who().await, "ada fresh");
}

#[tokio::test]
async fn facts_86_e51_e53_a_log_in_view_keeps_its_own_query() {
    let site = Site::with(|manager| manager.login_view("/login?lang=de#form"));
    let page = site.browser().get("/dashboard?a=b").await;
    assert_eq!(page.location(), Some("/login?lang=de&next=%2Fdashboard%3Fa%3Db#form"));
}

#[tokio::test]
async fn facts_e57_e58_head_is_refused_as_get_is_and_options_is_no_way_around() {
    use axum::body::Body;
    use axum::http::Method;
    let site = Site::new();
    for (method, status) in [(Method::HEAD, 401), (Method::OPTIONS, 405)] {
        let page = site.browser().ask(method.clone(), "/dashboard", &[], Body::empty()).await;
        assert_eq!(page.status.as_u16(), status, "{method}");
    }
}
