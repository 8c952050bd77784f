//! Ids that are text, whatever is in it.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use login_runtime::routing::{get, post};
use login_runtime::{CurrentUser, Login, LoginError, Router, UserMixin, public, user_loader};

use crate::common::{Browser, Site};

#[derive(Clone, UserMixin)]
struct Named {
    id: String,
    name: &'static str,
}

#[user_loader]
fn load_named(id: String) -> Option<Named> {
    let (_, name) = NAMES.iter().find(|(known, _)| *known == id)?;
    Some(Named { id, name })
}

const NAMES: &[(&str, &str)] = &[("佐藤", "Müller"), ("a|b", "Bar"), ("a", "Ada"), ("|", "Pipe")];

#[public]
async fn log_in(login: Login<Named>, id: String) -> Result<(), LoginError> {
    let user = load_named(id).expect("a known id");
    login.login_user(&user).remember(true).await
}

#[public]
async fn name(user: Option<CurrentUser<Named>>) -> String {
    user.map_or_else(|| "guest".to_owned(), |user| user.name.to_owned())
}

#[public]
async fn id(user: Option<CurrentUser<Named>>) -> String {
    user.map_or_else(|| "guest".to_owned(), |user| user.id.clone())
}

fn site() -> Site {
    Site::build(
        |manager| manager,
        |manager, _| {
            let routes = Router::<Named>::new().route("/login", post(log_in));
            routes.route("/name", get(name)).route("/id", get(id)).with_login(manager, ())
        },
    )
}

/// A browser that remembers who has this id, closed and opened again.
async fn remembering(site: &Site, id: &'static str) -> Browser {
    let mut browser = site.browser();
    let page = browser.ask(Method::POST, "/login", &[], Body::from(id)).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    browser.close();
    assert_eq!(browser.cookie_names(), ["__Host-remember"]);
    browser
}

#[tokio::test]
async fn t100_a_user_with_a_non_ascii_id_is_remembered() {
    assert_eq!(remembering(&site(), "佐藤").await.get("/name").await.body, "Müller");
}

/// Flask-Login writes the id into the cookie, quoted as its cookie library does. Ours is base64url throughout.
#[tokio::test]
async fn t101_a_non_ascii_id_comes_back_intact() {
    let mut browser = remembering(&site(), "佐藤").await;
    let ticket = browser.ticket("remember");
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    assert!(ticket.bytes().all(is_plain), "{ticket}");
    assert_eq!(browser.get("/id").await.body, "佐藤", "from the remember cookie");
    browser.drop_cookie("remember");
    assert_eq!(browser.get("/id").await.body, "佐藤", "from the session");
}

/// As in Flask-Login, which looks for the last bar of its cookie. In ours nothing separates the id from the rest but its place.
#[tokio::test]
async fn e35_an_id_with_a_bar_comes_back_intact() {
    let site = site();
    for id in ["a|b", "|", "a"] {
        assert_eq!(remembering(&site, id).await.get("/id").await.body, id);
    }
}
