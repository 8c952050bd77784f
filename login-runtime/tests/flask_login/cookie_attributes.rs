//! How the remember cookie is written and deleted.

use login_runtime::{CookieSettings, LoginManagerBuilder};

use crate::common::{DAY, Page, Site};

/// A set cookie: its name, whether it has a value, and its attributes as they were sent.
type Written<'a> = (&'a str, bool, Vec<&'a str>);

/// The cookie of a response whose name ends like this.
fn written<'a>(page: &'a Page, name: &str) -> Option<Written<'a>> {
    page.set_cookies().into_iter().find_map(|line| {
        let (pair, attributes) = line.split_once("; ").expect("attributes");
        let (found, value) = pair.split_once('=').expect("a name and a value");
        let is_it = found.ends_with(name);
        is_it.then(|| (found, !value.is_empty(), attributes.split("; ").collect()))
    })
}

/// Flask-Login writes `Expires`, `HttpOnly` and `Path`: the cookie goes over plain http as well and with requests that other sites
/// start, and a subdomain can replace it. Ours is `Secure`, `SameSite=Lax` and of this very host, which its prefix makes the browser
/// see to; and `Max-Age` does not ask what time the browser thinks it is.
#[tokio::test]
async fn e20_the_remember_cookie_is_strict_by_default() {
    let page = Site::new().browser().log_in_remembered("ada").await;
    let attributes = vec![
        "HttpOnly",
        "SameSite=Lax",
        "Secure",
        "Path=/",
        "Max-Age=2592000",
        "Expires=Sat, 31 Jan 2026 00:00:00 GMT",
    ];
    assert_eq!(written(&page, "remember"), Some(("__Host-remember", true, attributes)));
}

type Settings = fn(LoginManagerBuilder) -> LoginManagerBuilder;

/// Settings, the name the cookie then has, and its attributes without how long it lives.
const SETTINGS: &[(Settings, &str, &[&str])] = &[
    (|manager| manager, "__Host-remember", &["HttpOnly", "SameSite=Lax", "Secure", "Path=/"]),
    (
        |manager| manager.cookies(CookieSettings::new().remember_name("keep")),
        "__Host-keep",
        &["HttpOnly", "SameSite=Lax", "Secure", "Path=/"],
    ),
    (
        |manager| manager.cookies(CookieSettings::new().insecure_domain("app.example")),
        "__Secure-remember",
        &["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Domain=app.example"],
    ),
    (
        |manager| manager.cookies(CookieSettings::new().path("/app")),
        "__Secure-remember",
        &["HttpOnly", "SameSite=Lax", "Secure", "Path=/app"],
    ),
    (
        |manager| manager.cookies(CookieSettings::new().same_site_strict()),
        "__Host-remember",
        &["HttpOnly", "SameSite=Strict", "Secure", "Path=/"],
    ),
    (
        |manager| manager.cookies(CookieSettings::new().insecure_same_site_none().partitioned()),
        "__Host-remember",
        &["HttpOnly", "SameSite=None", "Partitioned", "Secure", "Path=/"],
    ),
    (
        |manager| manager.cookies(CookieSettings::new().insecure_script_access()),
        "__Host-remember",
        &["SameSite=Lax", "Secure", "Path=/"],
    ),
    (|manager| manager.insecure_cookies_over_http(), "remember", &["HttpOnly", "SameSite=Lax", "Path=/"]),
];

#[tokio::test]
async fn e21_each_attribute_can_be_set() {
    for (settings, name, attributes) in SETTINGS {
        let site = Site::with(|manager| settings(manager).remember_for(2 * DAY));
        let page = site.browser().log_in_remembered("ada").await;
        let lifetime = ["Max-Age=172800", "Expires=Sat, 03 Jan 2026 00:00:00 GMT"];
        let base = name.trim_start_matches("__Host-").trim_start_matches("__Secure-");
        assert_eq!(written(&page, base), Some((*name, true, [attributes, &lifetime[..]].concat())));
    }
}

/// Flask-Login deletes with path and domain alone, and browsers leave a `Secure` or `Partitioned` cookie where it is. Ours is deleted
/// with all that it was set with.
#[tokio::test]
async fn e22_the_cookie_is_deleted_with_the_attributes_it_was_set_with() {
    for (settings, name, attributes) in SETTINGS {
        let site = Site::with(settings);
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        let page = browser.post("/logout", &[]).await;
        let lifetime = ["Max-Age=0", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"];
        let base = name.trim_start_matches("__Host-").trim_start_matches("__Secure-");
        assert_eq!(written(&page, base), Some((*name, false, [attributes, &lifetime[..]].concat())));
        assert_eq!(browser.cookie_names(), [""; 0], "{name}");
    }
}

#[tokio::test]
async fn e23_a_log_out_deletes_nothing_that_did_not_come_in() {
    let site = Site::new();
    let mut browser = site.browser();
    assert_eq!(browser.post("/logout", &[]).await.set_cookies(), [""; 0]);
    browser.log_in("ada").await;
    let page = browser.post("/logout", &[]).await;
    assert!(page.deletes("session"));
    assert_eq!(page.set_cookies().len(), 1, "no remember cookie came in: {page:?}");
}
