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
    let mut editor = site.browser_of("editor").await;
    for path in ["/admin", "/admin/access"] {
        assert_eq!(editor.get(path).await.status, StatusCode::FORBIDDEN);
    }

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

#[tokio::test]
async fn a_role_counts_from_the_persons_next_request_on() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    let mut admin = site.browser_of("admin").await;
    demo.get("/posts/new").await.shows("New post");
    for (role, status) in [("member", StatusCode::FORBIDDEN), ("editor", StatusCode::OK)] {
        admin.post("/admin/users/1/role", &[("role", role)]).await.redirects_to();
        assert_eq!(demo.get("/posts/new").await.status, status, "{role}");
    }
    assert_eq!(demo.get("/admin").await.status, StatusCode::FORBIDDEN);
    admin.post("/admin/users/1/role", &[("role", "admin")]).await.redirects_to();
    demo.get("/admin").await.shows("People");
    assert_eq!(admin.post("/admin/users/1/role", &[("role", "king")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.post("/admin/users/2/role", &[("role", "member")]).await.status, StatusCode::FORBIDDEN);

    site.clock.advance(std::time::Duration::from_mins(16));
    let stale = admin.post("/admin/users/1/role", &[("role", "member")]).await;
    assert!(stale.redirects_to().starts_with("/confirm"), "roles are given by somebody who is surely there");
}

#[tokio::test]
async fn admins_see_who_may_open_what() {
    let site = Site::start().await;
    let page = site.browser_of("admin").await.get("/admin/access").await;
    page.shows("AdminsOnly(permission = People::Manage) and login");
    page.shows("can(Read, post), login = optional, deny = not_found");
}
