//! What a person sees who may not.

use axum::body::Body;
use axum::http::Method;
use login_runtime::routing::get;
use login_runtime::{Loaded, Router, requires};

use super::world::{ADA, AppRole, BOB, Edit, Post, Store, User, World};
use crate::common::Logs;

#[requires(role = AppRole::Admin)]
async fn admin() {}

#[requires(role = AppRole::Admin, deny = not_found)]
async fn secret() {}

#[requires(can(Edit, post))]
async fn edit(post: Loaded<Post>) -> String {
    post.id.to_string()
}

fn routes() -> Router<User, Store> {
    Router::new()
        .route("/admin", get(admin).post(admin))
        .route("/secret", get(secret))
        .route("/edit/{id}", get(edit))
}

#[tokio::test]
async fn a_denial_looks_as_the_client_wants_it() {
    let world = World::new(routes());
    let mut ada = world.logged_in(ADA).await;
    let page = ada.get("/admin").await;
    assert_eq!((page.status.as_u16(), page.body.as_str()), (403, "You may not do this."));
    assert!(page.is_private());
    let script = ada.fetch("/admin").await;
    assert_eq!(script.header("content-type"), Some("application/problem+json"));
    let problem: serde_json::Value = serde_json::from_str(&script.body).expect("JSON");
    assert_eq!((&problem["status"], &problem["reason"]), (&403.into(), &"forbidden".into()));
    let htmx = ada.ask(Method::POST, "/admin", &[("hx-request", "true")], Body::empty()).await;
    assert_eq!(htmx.status, 403);
    assert!(htmx.header("hx-redirect").is_none() && htmx.location().is_none());
    assert_eq!(ada.get("/secret").await.status, 404);
    assert_eq!(world.guest().get("/secret").await.status, 303, "a guest is told to log in, as everywhere");
}

#[tokio::test]
async fn a_handler_of_the_applications_own_answers_denials() {
    let world = World::with(routes(), |manager| {
        manager.denied_handler(|refusal| (refusal.status(), format!("sorry, {}", refusal.uri().path())))
    });
    let mut bob = world.logged_in(BOB).await;
    for (path, status) in [("/admin", 403), ("/secret", 404), ("/edit/7", 403), ("/edit/99", 404)] {
        let page = bob.get(path).await;
        assert_eq!((page.status.as_u16(), page.body.as_str()), (status, &*format!("sorry, {path}")));
        assert!(page.is_private());
    }
    assert_eq!(world.guest().get("/admin").await.status, 303);
}

#[tokio::test]
async fn a_denial_is_told_once() {
    let world = World::new(routes());
    let mut ada = world.logged_in(ADA).await;
    let logs = Logs::capture();
    ada.get("/admin").await;
    assert_eq!(logs.messages(), ["refused: denied"]);
}
