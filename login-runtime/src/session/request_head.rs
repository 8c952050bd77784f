//! What a request says before its body.

use std::fmt::{self, Debug};
use std::iter::from_fn;
use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, header};

/// A request as a [`Fingerprint`](crate::Fingerprint) of one's own sees it.
///
/// ```
/// use axum::http::{HeaderMap, header};
/// use login_runtime::{Fingerprint, Key, LoginManager};
///
/// let fingerprint = Fingerprint::custom(|request, digest| {
///     let language = request.headers().get(header::ACCEPT_LANGUAGE);
///     digest.write(language.map_or(b"", |language| language.as_bytes()));
/// });
/// LoginManager::new(Key::generate()?).fingerprint(fingerprint).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct RequestHead<'a> {
    headers: &'a HeaderMap,
    extensions: &'a Extensions,
    /// What every guarded request is asked about, found in one pass: to look up a name takes as long as walking past ten.
    cookie: Option<&'a HeaderValue>,
    has_more_cookies: bool,
    user_agent: Option<&'a HeaderValue>,
    is_websocket: bool,
}

impl<'a> RequestHead<'a> {
    pub(crate) fn new(headers: &'a HeaderMap, extensions: &'a Extensions) -> Self {
        let (mut cookie, mut has_more_cookies, mut user_agent, mut is_websocket) = (None, false, None, false);
        for (name, value) in headers {
            if name == header::COOKIE {
                has_more_cookies = cookie.is_some();
                cookie = cookie.or(Some(value));
            } else if name == header::USER_AGENT {
                user_agent = user_agent.or(Some(value));
            } else if name == header::SEC_WEBSOCKET_KEY {
                is_websocket = true;
            }
        }
        Self { headers, extensions, cookie, has_more_cookies, user_agent, is_websocket }
    }

    /// The lines of the `Cookie` header, which HTTP/2 may split.
    pub(crate) fn cookie_lines(self) -> impl Iterator<Item = &'a HeaderValue> {
        let (mut first, mut more) = (self.cookie, None);
        from_fn(move || match first.take() {
            None if self.has_more_cookies => {
                more.get_or_insert_with(|| self.headers.get_all(header::COOKIE).iter().skip(1)).next()
            }
            first => first,
        })
    }

    /// The `User-Agent`.
    pub(super) fn user_agent(self) -> Option<&'a HeaderValue> {
        self.user_agent
    }

    /// Says whether it is the handshake of a WebSocket, which has a key by RFC 6455, section 4.2.1.
    pub(crate) fn is_websocket(self) -> bool {
        self.is_websocket
    }

    pub(crate) fn of(parts: &'a Parts) -> Self {
        Self::new(&parts.headers, &parts.extensions)
    }

    /// Returns the headers.
    ///
    /// ```
    /// # use login_runtime::Fingerprint;
    /// Fingerprint::custom(|request, digest| digest.write_usize(request.headers().len()));
    /// ```
    #[must_use]
    pub fn headers(self) -> &'a HeaderMap {
        self.headers
    }

    /// Returns what layers outside of the route left in the request.
    ///
    /// ```
    /// # use login_runtime::Fingerprint;
    /// struct Country([u8; 2]);
    /// Fingerprint::custom(|request, digest| {
    ///     digest.write(&request.extensions().get().map_or([0; 2], |Country(code)| *code));
    /// });
    /// ```
    #[must_use]
    pub fn extensions(self) -> &'a Extensions {
        self.extensions
    }

    /// Returns the address of the other end of the connection: a proxy's, where there is one. It is there when the router is
    /// served by `into_make_service_with_connect_info::<SocketAddr>()`.
    ///
    /// ```
    /// # use login_runtime::Fingerprint;
    /// use std::hash::Hash;
    /// Fingerprint::custom(|request, mut digest| request.peer_address().hash(&mut digest));
    /// ```
    #[must_use]
    pub fn peer_address(self) -> Option<IpAddr> {
        self.extensions.get().map(|ConnectInfo(peer): &ConnectInfo<SocketAddr>| peer.ip().to_canonical())
    }
}

/// Without the headers, in which the tickets stand.
impl Debug for RequestHead<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestHead").field("peer_address", &self.peer_address()).finish_non_exhaustive()
    }
}
