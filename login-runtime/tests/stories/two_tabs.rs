//! Two tabs of one browser, and two people: what the first tab shows is not done as the second person.

use std::collections::HashMap;

use axum::Form;
use axum::http::StatusCode;
use login_runtime::routing::get;
use login_runtime::{CurrentUser, KeyRing, Login, LoginError, Router, public};

use crate::common::{Site, User, Users, guarded_routes, key};

#[public]
async fn form(login: Login<User>) -> String {
    login.form_owner()
}

#[public]
async fn change(
    login: Login<User>,
    user: Option<CurrentUser<User>>,
    Form(fields): Form<HashMap<String, String>>,
) -> Result<String, LoginError> {
    login.check_form_owner(&fields["owner"])?;
    Ok(user.map_or_else(|| "nobody".to_owned(), |user| user.name.clone()))
}

fn routes() -> Router<User, Users> {
    guarded_routes().route("/form", get(form).post(change))
}

#[tokio::test]
async fn atk_044_a_form_of_somebody_else_is_refused() {
    let site = Site::with_routes(routes(), |manager| manager);
    let mut browser = site.browser();
    let of_nobody = browser.get("/form").await.body;
    browser.log_in("ada").await;
    let of_ada = browser.get("/form").await.body;
    browser.log_in("bob").await;
    let of_bob = browser.get("/form").await.body;
    assert!(of_nobody != of_ada && of_ada != of_bob, "{of_nobody} {of_ada} {of_bob}");
    for (owner, status) in [
        (&*of_bob, StatusCode::OK),
        (&of_ada, StatusCode::CONFLICT),
        (&of_nobody, StatusCode::CONFLICT),
        ("", StatusCode::CONFLICT),
    ] {
        assert_eq!(browser.post("/form", &[("owner", owner)]).await.status, status, "{owner}");
    }
    // Another log-in of the same person, or a confirmed one, is no other person.
    browser.log_in("ada").await;
    browser.post("/confirm", &[]).await;
    assert_eq!(browser.post("/form", &[("owner", &of_ada)]).await.body, "ada");
    browser.post("/logout", &[]).await;
    assert_eq!(browser.post("/form", &[("owner", &of_ada)]).await.status, StatusCode::CONFLICT);
    assert_eq!(browser.post("/form", &[("owner", &of_nobody)]).await.body, "nobody");
}

#[tokio::test]
async fn a_form_outlives_a_change_of_the_key() {
    let old = Site::with_routes(routes(), |manager| manager);
    let mut browser = old.browser();
    browser.log_in("ada").await;
    let of_ada = browser.get("/form").await.body;
    let ring = KeyRing::new(key(2)).retire(key(1));
    let new = Site::build(
        |_| login_runtime::LoginManager::new(ring).clock(old.clock.clone()),
        |manager, users| routes().with_login(manager, users),
    );
    browser.app = new.app.clone();
    assert_ne!(browser.get("/form").await.body, of_ada);
    assert_eq!(browser.post("/form", &[("owner", &of_ada)]).await.body, "ada");
}
