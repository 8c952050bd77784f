//! What caches may keep.

use axum::extract::RawQuery;
use login_runtime::{LazyUser, LoginRejection, public, routing::get};

use crate::common::{Page, Site, User, guarded_routes};

#[public]
async fn greets_on_demand(
    RawQuery(query): RawQuery,
    mut visitor: LazyUser<User>,
) -> Result<String, LoginRejection> {
    let user = if query.as_deref() == Some("greet") { visitor.get().await? } else { None };
    Ok(user.map_or_else(|| "hello".to_owned(), |user| format!("hello {}", user.name)))
}

fn caching(page: &Page) -> (Option<&str>, Option<&str>) {
    (page.header("vary"), page.header("cache-control"))
}

/// With Flask-Login every response says `Vary: Cookie`, also those of static files and of no page at all, so that a shared cache
/// keeps one copy for each visitor; and none says that a page is private. Ours says so of pages that asked who is there, and leaves
/// the others alone.
#[tokio::test]
async fn e78_a_response_varies_by_cookie_if_and_only_if_somebody_asked_who_is_there() {
    let site = Site::with_routes(guarded_routes().route("/greet", get(greets_on_demand)), |manager| manager);
    let mut ada = site.browser();
    ada.log_in_remembered("ada").await;
    for browser in [&mut ada, &mut site.browser()] {
        for path in ["/", "/login", "/nowhere", "/greet"] {
            assert_eq!(caching(&browser.get(path).await), (None, None), "{path}");
        }
        for path in ["/who", "/dashboard", "/greet?greet"] {
            assert_eq!(caching(&browser.get(path).await), (Some("Cookie"), Some("no-store")), "{path}");
        }
    }
    assert_eq!(ada.get("/greet?greet").await.body, "hello ada");
}
