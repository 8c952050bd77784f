//! The address of a view with the way back in it. It is a path of this site, always: which host a request was sent to is said by the
//! client, so it decides nothing.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use axum::response::Redirect;
use login_runtime::{ConfigProblem, Fingerprint, LoginManager, NextError};

use crate::common::{Page, Site, key, send};

/// Asks for a guarded page as a browser behind a proxy does, at this URI and with these headers alone.
async fn refused(site: &Site, uri: &str, headers: &[(&str, &str)]) -> Page {
    let proxy = ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 8080)));
    let request = Request::get(uri).header("sec-fetch-mode", "navigate").extension(proxy);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let page = send(&site.app, request.body(Body::empty()).expect("a request")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    page
}

/// Where a guest is sent from `/dashboard?x=1` by a manager with this log-in view.
async fn location(view: &str) -> String {
    let site = Site::with(|manager| manager.login_view(view));
    let page = refused(&site, "/dashboard?x=1", &[]).await;
    page.location().expect("a log-in page").to_owned()
}

/// Flask-Login puts the whole URL into `next` where the log-in page has another scheme or host, and an application that follows it
/// follows any. Ours is a path, whatever the request says of scheme and host.
#[tokio::test]
async fn t085_the_way_back_is_a_path_whatever_scheme_and_host_the_request_names() {
    let site = Site::new();
    for uri in [
        "/dashboard?x=1",
        "http://app.example/dashboard?x=1",
        "https://app.example/dashboard?x=1",
        "https://elsewhere.example:8443/dashboard?x=1",
    ] {
        let page = refused(&site, uri, &[]).await;
        assert_eq!(page.location(), Some("/login?next=%2Fdashboard%3Fx%3D1"), "{uri}");
    }
}

/// Flask-Login's own redirects name the field `next` too; a field of another name is for applications that build the address
/// themselves, as they do here in a handler. There is no log-in page on another host; see e54.
#[tokio::test]
async fn t086_the_field_is_next_and_comes_behind_the_views_own_query() {
    assert_eq!(location("/login").await, "/login?next=%2Fdashboard%3Fx%3D1");
    assert_eq!(location("/login?lang=de").await, "/login?lang=de&next=%2Fdashboard%3Fx%3D1");

    let site = Site::with(|manager| {
        manager.unauthorized_handler(|refusal| {
            let path = percent_encoding::utf8_percent_encode(
                refusal.uri().path(),
                percent_encoding::NON_ALPHANUMERIC,
            );
            Redirect::to(&format!("/login?back={path}"))
        })
    });
    assert_eq!(refused(&site, "/dashboard", &[]).await.location(), Some("/login?back=%2Fdashboard"));
}

/// Flask-Login takes the name of a route as well. axum's routes have no names, so a view is its path.
#[tokio::test]
async fn t087_a_view_is_named_by_its_path() {
    assert_eq!(location("/account/login").await, "/account/login?next=%2Fdashboard%3Fx%3D1");
    let problem = LoginManager::new(key(1)).login_view("login").build().expect_err("no path");
    let view =
        ConfigProblem::View { setting: "login_view", value: "login".to_owned(), reason: NextError::NotAPath };
    assert_eq!(problem.problems(), [view]);
}

#[tokio::test]
async fn t088_without_a_way_back_the_address_is_the_view_as_it_was_given() {
    for view in ["/login", "/login?lang=de", "/login?lang=de#form", "/login?next=%2Fstart"] {
        let site = Site::with(|manager| manager.login_view(view));
        let page = site.browser().post("/upload", &[]).await;
        assert_eq!(page.location(), Some(view));
    }
}

#[tokio::test]
async fn t102_the_host_a_request_was_sent_to_is_no_part_of_the_redirect() {
    let page = refused(&Site::new(), "/dashboard", &[("host", "foo.com")]).await;
    assert_eq!(page.location(), Some("/login?next=%2Fdashboard"));
}

/// Flask-Login can be told a host, for servers that cannot trust the `Host` header, and then sends `//good.com/login?…`. A path needs
/// no host, and stays on the one the browser is on. What would name one is no view.
#[tokio::test]
async fn t103_no_host_has_to_be_forced_where_none_is_named() {
    let page = refused(&Site::new(), "/dashboard", &[("host", "bad.com")]).await;
    assert_eq!(page.location(), Some("/login?next=%2Fdashboard"));
    for value in ["//good.com/login", "https://good.com/login", "good.com/login"] {
        let problem = LoginManager::new(key(1)).login_view(value).build().expect_err("another host");
        let view = ConfigProblem::View {
            setting: "login_view",
            value: value.to_owned(),
            reason: NextError::NotAPath,
        };
        assert_eq!(problem.problems(), [view]);
    }
}

/// What a proxy says of the host, and whoever passes for one.
const FORWARDED: &[(&str, &str)] = &[
    ("host", "bad.com"),
    ("x-forwarded-host", "proxy.com"),
    ("x-forwarded-proto", "http"),
    ("x-forwarded-for", "192.0.2.1"),
    ("forwarded", "host=proxy.com;proto=http"),
];

#[tokio::test]
async fn r6_nothing_of_what_a_proxy_says_of_the_host_is_part_of_the_redirect() {
    let page = refused(&Site::new(), "/dashboard", FORWARDED).await;
    assert_eq!(page.location(), Some("/login?next=%2Fdashboard"));
}

/// Flask-Login sends people to the host it was told, past the proxy's. Ours names neither, also where a proxy is trusted to tell
/// the client's address: that is another question than which host this is.
#[tokio::test]
async fn r7_a_trusted_proxy_does_not_name_the_host_either() {
    let site = Site::with(|manager| {
        manager.fingerprint(Fingerprint::user_agent().and_peer_address().trusted_proxy("10.0.0.0/8"))
    });
    let page = refused(&site, "/dashboard", FORWARDED).await;
    assert_eq!(page.location(), Some("/login?next=%2Fdashboard"));
}

#[tokio::test]
async fn e52_a_fragment_of_the_view_comes_last() {
    assert_eq!(location("/login#form").await, "/login?next=%2Fdashboard%3Fx%3D1#form");
    assert_eq!(location("/login?lang=de#form").await, "/login?lang=de&next=%2Fdashboard%3Fx%3D1#form");
}

#[tokio::test]
async fn e53_a_way_back_that_the_view_names_itself_is_replaced_in_its_place() {
    for (view, expected) in [
        ("/login?next=%2Fstart", "/login?next=%2Fdashboard%3Fx%3D1"),
        ("/login?a=1&next=%2Fstart&b=2#form", "/login?a=1&next=%2Fdashboard%3Fx%3D1&b=2#form"),
        ("/login?next=&a=1&next=%2Fstart", "/login?next=%2Fdashboard%3Fx%3D1&a=1"),
        ("/login?nextly=1&a=next", "/login?nextly=1&a=next&next=%2Fdashboard%3Fx%3D1"),
    ] {
        assert_eq!(location(view).await, expected);
    }
    let site = Site::with(|manager| manager.login_view("/login?next=%2Fstart"));
    let mut browser = site.browser();
    let to_login = browser.get("/dashboard").await.location().expect("a log-in page").to_owned();
    assert_eq!(browser.post(&to_login, &[("user", "ada")]).await.location(), Some("/dashboard"));
}

/// Flask-Login's log-in page may be on another host, and gets the whole URL as `next`, which it then has to check against a list.
/// Ours is on this site: its cookie is of this host, and no other could log anybody in here. An application that has its log-in
/// page elsewhere sends people there from a page of this site.
#[tokio::test]
async fn e54_a_log_in_page_on_another_host_is_refused_at_the_start() {
    for view in ["https://accounts.example/login", "http://app.example/login", "HTTPS://app.example/login"] {
        let problem = LoginManager::new(key(1)).login_view(view).refresh_view(view).build();
        let problems = ["login_view", "refresh_view"].map(|setting| ConfigProblem::View {
            setting,
            value: view.to_owned(),
            reason: NextError::NotAPath,
        });
        assert_eq!(problem.expect_err("another host").problems(), problems);
    }
}
