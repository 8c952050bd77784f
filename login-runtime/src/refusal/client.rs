//! Which kind of client asks, and where it should come back to.

use axum::extract::OriginalUri;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, Uri, header};

use crate::next::SafeNext;

static HX_REQUEST: HeaderName = HeaderName::from_static("hx-request");
static HX_BOOSTED: HeaderName = HeaderName::from_static("hx-boosted");
static SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
static X_REQUESTED_WITH: HeaderName = HeaderName::from_static("x-requested-with");

/// How a client wants to be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    /// A browser that shows what it gets: it can be redirected to a page.
    Navigation,
    /// htmx, which follows `HX-Redirect` where a 303 would be swapped into the page.
    Htmx,
    /// Anything else: a status and a problem document.
    Api,
}

impl Client {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        if is(headers, &HX_REQUEST, "true") {
            return Self::Htmx;
        }
        let navigates = match headers.get(&SEC_FETCH_MODE) {
            Some(mode) => mode == "navigate",
            None => accepts_html(headers) && !is(headers, &X_REQUESTED_WITH, "xmlhttprequest"),
        };
        if navigates { Self::Navigation } else { Self::Api }
    }

    /// The page to come back to after the log-in; `None` where there is nothing safe to come back to.
    pub(crate) fn page(self, parts: &Parts) -> Option<SafeNext> {
        match self {
            // The refused request was for a piece of a page; the page is what the browser shows. A boosted link is for a page.
            Self::Htmx if !is(&parts.headers, &HX_BOOSTED, "true") => htmx_page(parts),
            // What a form sent is gone: its URL may not even answer GET.
            _ if parts.method != Method::GET && parts.method != Method::HEAD => None,
            _ => SafeNext::parse(original_uri(parts).path_and_query()?.as_str()).ok(),
        }
    }
}

/// The URI as the client sent it: axum strips the prefix of nested routers from the other one.
pub(crate) fn original_uri(parts: &Parts) -> &Uri {
    parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0)
}

fn is(headers: &HeaderMap, name: &HeaderName, value: &str) -> bool {
    headers.get(name).is_some_and(|found| found.as_bytes().eq_ignore_ascii_case(value.as_bytes()))
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .any(|range| range.trim_ascii().to_ascii_lowercase().starts_with(b"text/html"))
}

/// `HX-Current-URL` is absolute; what follows its host is kept if the host is ours.
fn htmx_page(parts: &Parts) -> Option<SafeNext> {
    let url = parts.headers.get("hx-current-url")?.to_str().ok()?;
    // Over HTTP/2 the host stands in the URI.
    let host = match original_uri(parts).authority() {
        Some(authority) => authority.as_str(),
        None => parts.headers.get(header::HOST)?.to_str().ok()?,
    };
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    SafeNext::parse(rest.strip_prefix(host)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn parts(method: Method, uri: &str, headers: &[(&str, &str)]) -> Parts {
        let request =
            headers.iter().fold(Request::builder().method(method).uri(uri), |request, (name, value)| {
                request.header(*name, *value)
            });
        request.body(()).expect("a request").into_parts().0
    }

    #[test]
    fn each_kind_of_client_is_told_by_its_headers() {
        for (headers, client) in [
            (&[("sec-fetch-mode", "navigate"), ("accept", "text/html")][..], Client::Navigation),
            (&[("sec-fetch-mode", "navigate")], Client::Navigation),
            (&[("sec-fetch-mode", "cors"), ("accept", "text/html")], Client::Api),
            (&[("accept", "text/html,application/xhtml+xml;q=0.9")], Client::Navigation),
            (&[("accept", "application/json, TEXT/HTML;q=0.1")], Client::Navigation),
            (&[("accept", "text/html"), ("x-requested-with", "XMLHttpRequest")], Client::Api),
            (&[("accept", "application/json")], Client::Api),
            (&[("accept", "*/*")], Client::Api),
            (&[], Client::Api),
            (&[("hx-request", "true"), ("sec-fetch-mode", "cors")], Client::Htmx),
        ] {
            assert_eq!(Client::of(&parts(Method::GET, "/", headers).headers), client, "{headers:?}");
        }
    }

    #[test]
    fn only_what_can_be_asked_for_again_is_a_page_to_come_back_to() {
        let page = |client: Client, parts: &Parts| client.page(parts).map(|page| page.to_string());
        let get = parts(Method::GET, "/a?b=1", &[]);
        assert_eq!(page(Client::Navigation, &get).as_deref(), Some("/a?b=1"));
        assert_eq!(page(Client::Navigation, &parts(Method::POST, "/a", &[])), None);
        assert_eq!(page(Client::Navigation, &parts(Method::GET, "//evil.example/", &[])), None);
        let htmx = |url| parts(Method::POST, "/piece", &[("host", "app.example"), ("hx-current-url", url)]);
        assert_eq!(page(Client::Htmx, &htmx("https://app.example/page?x")).as_deref(), Some("/page?x"));
        assert_eq!(page(Client::Htmx, &htmx("https://app.example.evil/page")), None);
        assert_eq!(page(Client::Htmx, &htmx("https://evil.example/page")), None);
        let boosted =
            [("host", "app.example"), ("hx-current-url", "https://app.example/a"), ("hx-boosted", "true")];
        assert_eq!(page(Client::Htmx, &parts(Method::GET, "/b", &boosted)).as_deref(), Some("/b"));
        assert_eq!(page(Client::Htmx, &parts(Method::POST, "/b", &boosted)), None);
    }
}
