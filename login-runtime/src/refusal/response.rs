//! The responses of a refusal, one for each kind of client.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::Client;
use crate::next::SafeNext;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The view's URL with `next` in its query, before any fragment.
pub(crate) fn view_url(view: &SafeNext, next: Option<&SafeNext>) -> String {
    let Some(next) = next else { return view.to_string() };
    let (base, fragment) = view.as_str().split_once('#').map_or((view.as_str(), None), |(b, f)| (b, Some(f)));
    let separator = if base.contains('?') { '&' } else { '?' };
    let mut url = format!("{base}{separator}next={}", utf8_percent_encode(next.as_str(), QUERY_VALUE));
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

/// A status with a few words: text for a person, an RFC 9457 problem document for a program.
pub(crate) fn answer(client: Client, status: StatusCode, reason: &str, message: &str) -> Response {
    const NO_SNIFF: (HeaderName, HeaderValue) =
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if client != Client::Api {
        return (status, [NO_SNIFF], message.to_owned()).into_response();
    }
    let problem = json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": message,
        "reason": reason,
    });
    let content_type = (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    (status, [NO_SNIFF, content_type], problem.to_string()).into_response()
}

/// 503: whether there is such a user could not be found out.
pub(crate) fn unavailable(headers: &HeaderMap) -> Response {
    let text = "This page is not available right now. Please try again later.";
    answer(Client::of(headers), StatusCode::SERVICE_UNAVAILABLE, "unavailable", text)
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
