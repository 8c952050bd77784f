use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::request::Parts;

use super::*;

fn parts(peer: &str, forwarded: &[&str]) -> Parts {
    let request = forwarded.iter().fold(Request::new(()), |mut request, line| {
        request.headers_mut().append("x-forwarded-for", line.parse().expect("a header value"));
        request
    });
    let (mut parts, ()) = request.into_parts();
    parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().expect("an address"), 1)));
    parts
}

#[test]
fn a_forwarded_address_is_believed_of_trusted_proxies_only_and_from_the_end() {
    let fingerprint = Fingerprint::user_agent()
        .and_peer_address()
        .trusted_proxy("10.0.0.0/8")
        .trusted_proxy("2001:db8::/32");
    for (peer, forwarded, client) in [
        ("203.0.113.7", &[][..], "203.0.113.7"),
        // Nobody put a proxy before this client, so what it says of itself is nothing.
        ("203.0.113.7", &["198.51.100.1"], "203.0.113.7"),
        ("10.0.0.1", &["203.0.113.7"], "203.0.113.7"),
        ("10.0.0.1", &["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
        ("10.0.0.1", &["198.51.100.1, 203.0.113.7 , 10.0.0.2"], "203.0.113.7"),
        ("10.0.0.1", &["198.51.100.1", "203.0.113.7,10.0.0.2"], "203.0.113.7"),
        ("2001:db8::1", &["203.0.113.7"], "203.0.113.7"),
        ("::ffff:10.0.0.1", &["203.0.113.7"], "203.0.113.7"),
        // Unreadable: as far as it was readable.
        ("10.0.0.1", &["unknown"], "10.0.0.1"),
        ("10.0.0.1", &["203.0.113.7, unknown, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", &["10.0.0.3"], "10.0.0.3"),
    ] {
        let parts = parts(peer, forwarded);
        let found = fingerprint.client_address(&RequestHead::of(&parts));
        assert_eq!(found, Some(client.parse().expect("an address")), "{peer} {forwarded:?}");
    }
}

#[test]
fn networks_that_are_none_are_told() {
    let fingerprint = Fingerprint::user_agent().trusted_proxy("10.0.0.0/33").trusted_proxy("10.0.0.0/8");
    assert_eq!(fingerprint.unreadable_proxies().collect::<Vec<_>>(), ["10.0.0.0/33"]);
}
