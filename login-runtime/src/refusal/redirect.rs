//! Sending a client to another page, with the way back.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Client;
use crate::next::SafeNext;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The view's URL with `next` in its query, before any fragment.
///
/// A `next` that the view has already gives way to it: a query that names two is read as if it named none.
pub(crate) fn view_url(view: &SafeNext, next: Option<&SafeNext>) -> String {
    let Some(next) = next else { return view.to_string() };
    let (base, fragment) = view.as_str().split_once('#').map_or((view.as_str(), None), |(b, f)| (b, Some(f)));
    let (path, query) = base.split_once('?').unwrap_or((base, ""));
    let is_next = |pair: &str| pair.split('=').next() == Some("next");
    let pairs = || query.split('&').filter(|pair| !pair.is_empty());
    let place = pairs().take_while(|pair| !is_next(pair)).count();
    let others = || pairs().filter(|pair| !is_next(pair));
    let next = format!("next={}", utf8_percent_encode(next.as_str(), QUERY_VALUE));
    let mut url = path.to_owned();
    let mut separator = '?';
    for pair in others().take(place).chain([&*next]).chain(others().skip(place)) {
        url.push(separator);
        url.push_str(pair);
        separator = '&';
    }
    if let Some(fragment) = fragment {
        url.push('#');
        url.push_str(fragment);
    }
    url
}

/// Sends the client to a page of this site: 303 for a navigation, `HX-Redirect` for htmx.
pub(crate) fn send_to(client: Client, location: &str) -> Response {
    // Targets are checked before they come here; one that were no header value is left out, never a 500.
    let location = HeaderValue::try_from(location).unwrap_or(HeaderValue::from_static("/"));
    match client {
        Client::Htmx => {
            const HX_REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");
            (StatusCode::UNAUTHORIZED, [(HX_REDIRECT, location)]).into_response()
        }
        _ => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_is_put_into_the_query_and_nowhere_else() {
        let url = |view, next: Option<&str>| {
            let next = next.map(|next| SafeNext::parse(next).expect("a safe next"));
            view_url(&SafeNext::parse(view).expect("a safe view"), next.as_ref())
        };
        assert_eq!(url("/login", None), "/login");
        assert_eq!(url("/login", Some("/a?b=1&c=%20")), "/login?next=%2Fa%3Fb%3D1%26c%3D%2520");
        assert_eq!(url("/login?lang=de", Some("/")), "/login?lang=de&next=%2F");
        assert_eq!(url("/login?a&next=%2Fx&b&next", Some("/")), "/login?a&next=%2F&b");
        assert_eq!(url("/login?", Some("/")), "/login?next=%2F");
        assert_eq!(url("/login#form", Some("/a")), "/login?next=%2Fa#form");
    }

    #[test]
    fn what_is_emitted_reads_back_to_the_same_bytes() {
        for target in ["/", "/a?b=1&c=%20", "/search?q=a%2Fb#x", "/a;b,c=d+e~f"] {
            let next = SafeNext::parse(target).expect("a safe next");
            let url = view_url(&SafeNext::parse("/login").expect("a safe view"), Some(&next));
            let query = url.split_once('?').map(|(_, query)| query);
            assert_eq!(SafeNext::from_query(query), Some(next));
        }
    }
}
