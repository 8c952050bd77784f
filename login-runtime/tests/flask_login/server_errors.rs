//! Log-ins whose response is no success.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use login_runtime::{Login, public, routing::post};

use super::world::Heard;
use crate::common::{Browser, Page, Site, User, Users, guarded_routes};

/// Logs Ada in, and answers with the status of the path.
#[public]
async fn log_in_and_answer(
    login: Login<User>,
    State(users): State<Users>,
    Path(status): Path<u16>,
) -> Result<(), StatusCode> {
    login.login_user(&users.find("ada")).remember(true).await.expect("a good log-in");
    Err(StatusCode::from_u16(status).expect("a status"))
}

fn site() -> (Site, Heard) {
    let heard = Heard::default();
    let routes = guarded_routes().route("/answer/{status}", post(log_in_and_answer));
    (Site::with_routes(routes, |manager| heard.listen(manager)), heard)
}

async fn answer(browser: &mut Browser, status: u16) -> Page {
    let page = browser.post(&format!("/answer/{status}"), &[]).await;
    assert_eq!(page.status.as_u16(), status);
    page
}

#[tokio::test]
async fn e31_a_log_in_that_answers_3xx_or_4xx_is_committed() {
    let (site, heard) = site();
    for status in [302, 303, 400, 403, 404, 409, 429] {
        let mut browser = site.browser();
        let page = answer(&mut browser, status).await;
        assert!(page.set_cookie("session").is_some() && page.set_cookie("remember").is_some(), "{page:?}");
        assert_eq!(heard.take(), ["LoggedIn { user: 1, remembered: true }"], "{status}");
        assert_eq!(browser.who().await, "ada fresh remembered", "{status}");
        browser.close();
        assert_eq!(browser.who().await, "ada stale remembered", "{status}");
        heard.take();
    }
}

/// Flask-Login sends the cookies with the 500: the person reads that it went wrong, and is logged in. Ours commits nothing of a
/// log-in whose handler failed, and tells nobody of it.
#[tokio::test]
async fn e32_a_log_in_that_answers_5xx_never_happened() {
    let (site, heard) = site();
    for status in [500, 502, 503] {
        let mut browser = site.browser();
        let page = answer(&mut browser, status).await;
        assert_eq!(page.set_cookies(), [""; 0], "{status}");
        assert_eq!(heard.take(), [""; 0], "{status}");
        assert_eq!(browser.who().await, "guest", "{status}");

        browser.log_in_remembered("bob").await;
        answer(&mut browser, status).await;
        assert_eq!(browser.who().await, "bob fresh remembered", "{status}: who was there still is");
        heard.take();
    }
}
