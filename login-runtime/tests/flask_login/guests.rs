//! Guests, and what may be known of them.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use login_runtime::{CurrentUser, Login, Visitor, login_required, public, routing::get};

use crate::common::{Site, User, guarded_routes};

/// What the application knows of a guest, who says to be somebody.
struct Guest {
    cart: usize,
    is_authenticated: bool,
}

impl<S: Sync> FromRequestParts<S> for Guest {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let cart = parts.uri.query().unwrap_or_default().split('&').count();
        Ok(Self { cart, is_authenticated: true })
    }
}

#[public]
async fn visitor(visitor: Visitor<User, Guest>) -> String {
    let seen = match &visitor {
        Visitor::LoggedIn(user) => user.name.clone(),
        Visitor::Anonymous(guest) => {
            format!("a guest with {} things, {}", guest.cart, guest.is_authenticated)
        }
    };
    format!("{seen}; {} {}", visitor.is_authenticated(), visitor.user().is_some())
}

#[login_required]
async fn members(visitor: Visitor<User, Guest>) -> String {
    visitor.is_authenticated().to_string()
}

fn site_with_guests() -> Site {
    let routes = guarded_routes().route("/visitor", get(visitor)).route("/members", get(members));
    Site::with_routes(routes, |manager| manager)
}

#[public]
async fn nobody(user: Option<CurrentUser<User>>, login: Login<User>) -> String {
    format!("{user:?} {:?} {} {}", login.user(), login.login_fresh(), login.login_remembered())
}

#[tokio::test]
async fn t099_a_guest_is_nobody_and_has_no_id() {
    let site = Site::with_routes(guarded_routes().route("/nobody", get(nobody)), |manager| manager);
    assert_eq!(site.browser().get("/nobody").await.body, "None None false false");
    assert!(!Visitor::<User, ()>::Anonymous(()).is_authenticated());
    assert!(Visitor::<User, ()>::Anonymous(()).user().is_none());
}

#[tokio::test]
async fn e66_a_guest_may_be_of_a_type_that_knows_more() {
    let site = site_with_guests();
    let mut browser = site.browser();
    assert_eq!(browser.get("/visitor?a&b&c").await.body, "a guest with 3 things, true; false false");
    browser.log_in("ada").await;
    assert_eq!(browser.get("/visitor?a&b&c").await.body, "ada; true true");
}

/// In Flask-Login an anonymous user that says it is authenticated passes the guards. No guard of ours asks a guest.
#[tokio::test]
async fn e67_a_guest_who_says_to_be_somebody_passes_no_guard() {
    let site = site_with_guests();
    let mut browser = site.browser();
    assert_eq!(browser.fetch("/members").await.status, StatusCode::UNAUTHORIZED);
    browser.log_in("ada").await;
    assert_eq!(browser.fetch("/members").await.body, "true");
}
