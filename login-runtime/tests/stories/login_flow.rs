//! Logging in, staying logged in, and what the cookies look like.

use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use login_runtime::{CurrentUser, Login, LoginError, login_required, public, routing::post};

use crate::common::{DAY, Site, User, Users, guarded_routes, send};

#[tokio::test]
async fn a_visitor_is_a_guest_and_gets_no_cookies() {
    let site = Site::new();
    let mut browser = site.browser();
    for path in ["/", "/who", "/login", "/join", "/nowhere"] {
        let page = browser.get(path).await;
        assert!(page.set_cookies().is_empty(), "{path} {page:?}");
    }
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn a_log_in_lasts_until_the_browser_closes() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    assert_eq!(browser.cookie_names(), ["__Host-session"]);
    assert_eq!(browser.who().await, "ada fresh");
    assert_eq!(browser.get("/dashboard").await.body, "the dashboard of ada");
    assert_eq!(browser.get("/deep").await.body, "ada fresh");
    browser.close();
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn a_refused_visitor_comes_back_to_the_page_after_the_log_in() {
    let site = Site::new();
    let mut browser = site.browser();
    let refused = browser.get("/dashboard?tab=1").await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let login = refused.location().expect("a login page").to_owned();
    assert_eq!(login, "/login?next=%2Fdashboard%3Ftab%3D1");
    assert_eq!(
        browser.get(&login).await.body,
        "flash: [message] Please log in to access this page.; next: /dashboard?tab=1"
    );
    let page = browser.post(&login, &[("user", "ada")]).await;
    assert_eq!(page.location(), Some("/dashboard?tab=1"));
    assert_eq!(browser.get("/dashboard?tab=1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn cookies_carry_every_attribute_that_protects_them() {
    let site = Site::new();
    let mut browser = site.browser();
    let flash = browser.get("/dashboard").await;
    let page = browser.log_in_remembered("ada").await;
    let (session, remember) = (browser.ticket("session"), browser.ticket("remember"));
    let rest = "HttpOnly; SameSite=Lax; Secure; Path=/";
    assert_eq!(page.set_cookie("session"), Some(&*format!("__Host-session={session}; {rest}")));
    assert_eq!(
        page.set_cookie("remember"),
        Some(&*format!(
            "__Host-remember={remember}; {rest}; Max-Age=2592000; Expires=Sat, 31 Jan 2026 00:00:00 GMT"
        ))
    );
    let flash = flash.set_cookie("flash").expect("a message");
    let expires = "Expires=Thu, 01 Jan 2026 00:05:00 GMT";
    assert!(flash.ends_with(&format!("; {rest}; Max-Age=300; {expires}")), "{flash}");
}

#[tokio::test]
async fn cookies_are_deleted_with_the_attributes_they_were_set_with() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let page = browser.post("/logout", &[]).await;
    let rest = "HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    assert_eq!(page.set_cookie("session"), Some(&*format!("__Host-session=; {rest}")));
    assert_eq!(page.set_cookie("remember"), Some(&*format!("__Host-remember=; {rest}")));
    assert!(browser.cookie_names().is_empty());
}

#[tokio::test]
async fn insecure_cookies_lose_the_prefix_and_secure_and_nothing_else() {
    let strict = Site::new();
    let bare = Site::with(login_runtime::LoginManagerBuilder::insecure_cookies_over_http);
    let attributes = |lines: &[&str]| -> Vec<String> {
        lines.iter().map(|line| line.split_once("; ").expect("attributes").1.to_owned()).collect()
    };
    let names = |lines: &[&str]| -> Vec<String> {
        lines.iter().map(|line| line.split_once('=').expect("a name").0.to_owned()).collect()
    };
    for (path, fields) in [("/login", &[("user", "ada"), ("remember", "on")][..]), ("/logout", &[])] {
        let (mut on_https, mut on_http) = (strict.browser(), bare.browser());
        if path == "/logout" {
            on_https.log_in_remembered("ada").await;
            on_http.log_in_remembered("ada").await;
        }
        let (https, http) = (on_https.post(path, fields).await, on_http.post(path, fields).await);
        let expected: Vec<_> =
            attributes(&https.set_cookies()).iter().map(|line| line.replace("Secure; ", "")).collect();
        assert_eq!(attributes(&http.set_cookies()), expected);
        assert_eq!(names(&http.set_cookies()), ["session", "remember"]);
    }
    let mut browser = bare.browser();
    browser.log_in("ada").await;
    assert_eq!(browser.who().await, "ada fresh");
    let strict_ticket = {
        let mut browser = strict.browser();
        browser.log_in("ada").await;
        browser.ticket("session")
    };
    browser.set_cookie("session", &strict_ticket);
    assert_eq!(browser.who().await, "guest", "a ticket is bound to the name it was made for");
}

#[tokio::test]
async fn a_log_in_over_another_user_replaces_them() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.log_in("bob").await;
    assert_eq!(browser.who().await, "bob fresh");
}

#[tokio::test]
async fn logging_in_twice_in_a_row_is_one_log_in() {
    let site = Site::new();
    let mut browser = site.browser();
    let page = browser.log_in_remembered("ada").await;
    let again = browser.log_in_remembered("ada").await;
    assert_eq!(page.set_cookies().len(), 2);
    assert_eq!(again.set_cookies().len(), 2);
    assert_eq!(browser.who().await, "ada fresh remembered");
}

#[tokio::test]
async fn a_log_in_may_start_stale() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert_eq!(browser.who().await, "ada stale");
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::OK);
    assert_eq!(browser.get("/fresh").await.location(), Some("/confirm?next=%2Ffresh"));
}

#[tokio::test]
async fn each_browser_has_its_own_log_in() {
    let site = Site::new();
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in("ada").await;
    phone.log_in("ada").await;
    assert_ne!(laptop.ticket("session"), phone.ticket("session"));
    laptop.post("/logout", &[]).await;
    assert_eq!(phone.who().await, "ada fresh");
}

#[tokio::test]
async fn most_requests_set_no_cookie() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    for _ in 0..20 {
        site.advance(crate::common::MINUTE);
        assert!(browser.get("/dashboard").await.set_cookies().is_empty());
    }
}

#[tokio::test]
async fn people_who_are_logged_in_are_sent_home_from_pages_for_guests() {
    let site = Site::with(|manager| manager.home_view("/dashboard"));
    let mut browser = site.browser();
    assert_eq!(browser.get("/join").await.body, "join us");
    browser.log_in("ada").await;
    let page = browser.get("/join").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some("/dashboard")));
    let page = browser.fetch("/join").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("guest_only"), "{page:?}");
}

/// Two tabs were sent to the log-in page, and the person logged in in the other one.
#[tokio::test]
async fn a_page_for_guests_sends_people_where_they_wanted_to_go() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    for (query, target) in [
        ("?next=%2Fdashboard%3Ftab%3D1", "/dashboard?tab=1"),
        ("?next=%2F%2Fevil.example", "/"),
        ("?next=%2Flogin", "/"),
        ("?next=%2Flogout", "/"),
        ("?next=/a&next=/b", "/"),
        ("?next=%2Fjoin", "/"),
        ("?next=%2Fjoin%3Fnext%3D%252Fjoin", "/"),
    ] {
        let page = browser.get(&format!("/join{query}")).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, Some(target)), "{query}");
    }
}

#[tokio::test]
async fn the_cookie_header_may_be_split_as_http_2_does() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let request = Request::get("/who")
        .header("cookie", "a=1")
        .header("cookie", format!("__Host-session={}", browser.ticket("session")))
        .header("cookie", "b=2")
        .header("user-agent", browser.agent)
        .body(Body::empty())
        .expect("a request");
    assert_eq!(send(&site.app, request).await.body, "ada fresh");
}

/// A log-in that also brings the stored hash up to date, and so changes the stamp.
#[public]
async fn log_in_and_rehash(login: Login<User>, State(users): State<Users>) -> Result<(), LoginError> {
    login.login_user(&users.find("ada")).remember(true).await?;
    users.change_password("ada");
    login.restamp(&users.find("ada")).await
}

#[public]
async fn log_in_and_confirm(login: Login<User>, State(users): State<Users>) -> Result<(), LoginError> {
    login.login_user(&users.find("ada")).remember(true).fresh(false).await?;
    login.confirm_login().await
}

/// A changed password: everybody out, and this browser in again.
#[login_required]
async fn start_over(
    login: Login<User>,
    user: CurrentUser<User>,
    State(users): State<Users>,
) -> Result<(), LoginError> {
    users.change_password(&user.name);
    login.logout_everywhere(&user).await?;
    login.login_user(&users.find(&user.name)).remember(true).await
}

#[login_required]
async fn end_bob_everywhere(login: Login<User>, State(users): State<Users>) {
    login.logout_everywhere(&users.find("bob")).await.expect("a log-out");
}

fn site_of_many_steps() -> Site {
    let routes = guarded_routes()
        .route("/log-in-and-rehash", post(log_in_and_rehash))
        .route("/log-in-and-confirm", post(log_in_and_confirm))
        .route("/start-over", post(start_over))
        .route("/end-bob", post(end_bob_everywhere));
    Site::with_routes(routes, |manager| manager)
}

#[tokio::test]
async fn a_log_in_followed_by_a_restamp_or_a_confirmation_is_still_remembered() {
    let site = site_of_many_steps();
    for path in ["/log-in-and-rehash", "/log-in-and-confirm"] {
        let mut browser = site.browser();
        let page = browser.post(path, &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(browser.who().await, "ada fresh remembered", "{path}");
        assert_eq!(browser.kept_for("remember"), Some(30 * DAY), "{path}");
        browser.close();
        assert_eq!(browser.who().await, "ada stale remembered", "{path}");
    }
}

#[tokio::test]
async fn logging_out_everywhere_and_in_again_in_one_request_leaves_this_browser_alone() {
    let site = site_of_many_steps();
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in("ada").await;
    phone.log_in_remembered("ada").await;
    let mut old = laptop.clone();
    laptop.post("/start-over", &[]).await;
    assert_eq!(laptop.who().await, "ada fresh remembered");
    assert_eq!(old.who().await, "guest");
    assert_eq!(phone.who().await, "guest");
    laptop.close();
    assert_eq!(laptop.who().await, "ada stale remembered");
}

#[tokio::test]
async fn ending_the_log_ins_of_another_user_spares_ones_own() {
    let site = site_of_many_steps();
    let (mut ada, mut bob) = (site.browser(), site.browser());
    ada.log_in("ada").await;
    bob.log_in_remembered("bob").await;
    let page = ada.post("/end-bob", &[]).await;
    assert!(page.set_cookies().is_empty());
    assert_eq!(ada.who().await, "ada fresh");
    assert_eq!(bob.who().await, "guest");
}

#[tokio::test]
async fn cookies_stay_far_below_what_browsers_keep() {
    let site = Site::with(|manager| manager.login_message("\u{1F980}".repeat(150)));
    let mut browser = site.browser();
    let refused = browser.get("/dashboard").await;
    let page = browser.get("/login").await;
    assert!(page.body.contains(&"\u{1F980}".repeat(150)), "the longest message arrives whole");
    let log_in = browser.log_in_remembered("ada").await;
    for line in refused.set_cookies().into_iter().chain(log_in.set_cookies()) {
        assert!(line.len() < 1200, "{} bytes", line.len());
    }
}
