//! Who may do what to whom.

use axum::http::StatusCode;

use crate::support::Site;

#[tokio::test]
async fn only_admins_see_and_switch_people() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    let page = demo.get("/admin").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    page.shows("Your account may not use this page.");
    let switch = [("enabled", "false")];
    assert_eq!(demo.post("/admin/users/2/enabled", &switch).await.status, StatusCode::FORBIDDEN);
    site.browser().post("/admin/users/2/enabled", &switch).await.redirects_to();

    let mut admin = site.browser_of("admin").await;
    assert_eq!(admin.post("/admin/users/2/enabled", &switch).await.status, StatusCode::FORBIDDEN);
    assert_eq!(admin.post("/admin/users/99/enabled", &switch).await.status, StatusCode::NOT_FOUND);
    let off: i64 =
        sqlx::query_scalar("SELECT count(*) FROM users WHERE NOT enabled").fetch_one(&site.db).await.unwrap();
    assert_eq!(off, 0);
}

#[tokio::test]
async fn a_switched_off_user_is_refused_at_the_next_request() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    let mut admin = site.browser_of("admin").await;
    demo.get("/dashboard").await.shows("Hello, demo");

    admin.get("/admin").await.shows("Switch demo off");
    assert_eq!(admin.post("/admin/users/1/enabled", &[("enabled", "false")]).await.redirects_to(), "/admin");
    assert_eq!(demo.get("/dashboard").await.redirects_to(), "/login?next=%2Fdashboard");

    admin.post("/admin/users/1/enabled", &[("enabled", "true")]).await.redirects_to();
    site.browser_of("demo").await.get("/dashboard").await.shows("Hello, demo");
}

#[tokio::test]
async fn a_form_on_another_site_can_do_nothing() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    demo.fetch_site = "cross-site";
    for path in ["/logout", "/login", "/account/logout-everywhere", "/account/password"] {
        assert_eq!(demo.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    demo.get("/dashboard").await.shows("Hello, demo");
}
