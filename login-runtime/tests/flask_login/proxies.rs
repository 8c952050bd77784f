//! The client's address, where it is part of what tells one client from another.

use std::future::ready;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderValue;
use axum::{Extension, middleware};
use login_runtime::{Fingerprint, LoginManagerBuilder, SessionProtection};

use super::world::Heard;
use crate::common::{Browser, Site};

const PROXY: &str = "10.0.0.1";

/// Strong protection by address, behind proxies in one network.
fn by_address(manager: LoginManagerBuilder) -> LoginManagerBuilder {
    let fingerprint = Fingerprint::user_agent().and_peer_address().trusted_proxy("10.0.0.0/8");
    manager.session_protection(SessionProtection::Strong).fingerprint(fingerprint)
}

/// The site as it is reached from this address.
fn from(app: &axum::Router, address: &str) -> axum::Router {
    let address: IpAddr = address.parse().expect("an address");
    app.clone().layer(Extension(ConnectInfo(SocketAddr::new(address, 49_152))))
}

/// The site as it is asked with this header, whoever wrote that.
fn saying(app: &axum::Router, header: &'static str) -> axum::Router {
    let send = move |mut request: Request| {
        request.headers_mut().insert("x-forwarded-for", HeaderValue::from_static(header));
        ready(request)
    };
    app.clone().layer(middleware::map_request(send))
}

/// The site behind a proxy that sends this header.
fn forwarded(app: &axum::Router, header: &'static str) -> axum::Router {
    saying(&from(app, PROXY), header)
}

/// Ada in a browser behind a proxy that sends this header.
async fn ada_behind(site: &Site, header: &'static str) -> Browser {
    let mut browser = site.browser();
    browser.app = forwarded(&site.app, header);
    browser.log_in("ada").await;
    browser
}

#[tokio::test]
async fn r2_a_log_in_persists_with_a_single_forwarded_address() {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(by_address(manager)));
    let mut browser = ada_behind(&site, "203.0.113.7").await;
    heard.take();
    for _ in 0..2 {
        assert_eq!(browser.who().await, "ada fresh");
    }
    assert_eq!(heard.take(), ["Accessed"; 2]);
}

/// Flask-Login 0.6.3 takes the first of the addresses, from anybody: a thief writes the victim's there and is the victim. Ours reads
/// them from the end, as far as they are trusted proxies, so that another hop of one's own changes nothing and what a client writes
/// is never reached.
#[tokio::test]
async fn r3_a_log_in_persists_with_many_forwarded_addresses() {
    let site = Site::with(by_address);
    let ada = ada_behind(&site, "203.0.113.7").await;
    for (header, who) in [
        ("203.0.113.7, 10.0.0.2", "ada fresh"),
        ("203.0.113.7, 10.9.9.9, 10.0.0.2", "ada fresh"),
        ("198.51.100.1, 203.0.113.7", "ada fresh"),
        ("203.0.113.7, 198.51.100.1", "guest"),
        ("203.0.113.7, 198.51.100.1, 10.0.0.2", "guest"),
    ] {
        let mut browser = ada.clone();
        browser.app = forwarded(&site.app, header);
        assert_eq!(browser.who().await, who, "{header}");
    }
}

#[tokio::test]
async fn r4_strong_protection_tells_of_another_forwarded_address_once() {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(by_address(manager)));
    let mut browser = ada_behind(&site, "203.0.113.7").await;
    heard.take();
    browser.app = forwarded(&site.app, "198.51.100.1");
    assert_eq!(browser.who().await, "guest");
    assert_eq!(heard.take(), ["Accessed", "SessionProtected { user: 1 }"]);
}

/// Flask-Login always has the address in it, and whoever walks from one network into the next is another client. Ours leaves it
/// out unless it is asked for, and believes the header of nobody but trusted proxies.
#[tokio::test]
async fn e16_another_address_is_another_client_where_that_is_asked_for() {
    type Settings = fn(LoginManagerBuilder) -> LoginManagerBuilder;
    fn strong(manager: LoginManagerBuilder) -> LoginManagerBuilder {
        manager.session_protection(SessionProtection::Strong)
    }
    let settings: [(Settings, &str); 3] = [
        (strong, "ada fresh"),
        (|manager| strong(manager).fingerprint(Fingerprint::user_agent().and_peer_address()), "guest"),
        (by_address, "guest"),
    ];
    for (settings, who_elsewhere) in settings {
        let site = Site::with(settings);
        let mut browser = site.browser();
        browser.app = from(&site.app, "203.0.113.7");
        browser.log_in("ada").await;
        assert_eq!(browser.who().await, "ada fresh");
        let mut liar = browser.clone();
        liar.app = saying(&from(&site.app, "198.51.100.1"), "203.0.113.7");
        browser.app = from(&site.app, "198.51.100.1");
        assert_eq!(browser.who().await, who_elsewhere);
        assert_eq!(liar.who().await, who_elsewhere, "which nobody put a proxy before");
    }
}
