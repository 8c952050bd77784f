//! What a request says before its body.

use std::fmt::{self, Debug};
use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

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
}

impl<'a> RequestHead<'a> {
    pub(crate) fn new(headers: &'a HeaderMap, extensions: &'a Extensions) -> Self {
        Self { headers, extensions }
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

    /// Returns what layers outside of the router left in the request.
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
