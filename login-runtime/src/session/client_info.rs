//! The client behind a request, for whoever keeps a record of what happens.

use std::net::IpAddr;

use axum::http::HeaderValue;

use super::{Fingerprint, RequestHead};

/// The client behind an event, as a listener of [`on_event`](crate::LoginManagerBuilder::on_event) hears of it.
///
/// ```
/// use login_runtime::{ClientInfo, Key, LoginEvent, LoginManager};
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
///
/// let manager = LoginManager::new(Key::generate()?)
///     .on_event(|event: &LoginEvent<'_, User>, client: &ClientInfo| {
///         if let LoginEvent::SessionProtected { user_id } = event {
///             let (address, agent) = (client.address(), client.user_agent().unwrap_or("?"));
///             eprintln!("the session of {user_id} is used from {address:?} by {agent}");
///         }
///     })
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientInfo {
    address: Option<IpAddr>,
    user_agent: Option<HeaderValue>,
}

impl ClientInfo {
    /// The longest name of a client that a ledger keeps, in bytes; browsers' have some 120.
    const MAX_RECORDED: usize = 256;

    pub(crate) fn of(request: &RequestHead<'_>, fingerprint: &Fingerprint) -> Self {
        Self { address: fingerprint.client_address(request), user_agent: request.user_agent().cloned() }
    }

    /// Makes what a ledger kept into a client again. What it calls itself is dropped where it could not stand in a header.
    ///
    /// ```
    /// use login_runtime::ClientInfo;
    ///
    /// let client = ClientInfo::new(Some([192, 0, 2, 1].into()), Some("Firefox"));
    /// assert_eq!(client.user_agent(), Some("Firefox"));
    /// ```
    #[must_use]
    pub fn new(address: Option<IpAddr>, user_agent: Option<&str>) -> Self {
        Self { address, user_agent: user_agent.and_then(|name| HeaderValue::from_str(name).ok()) }
    }

    /// The same for long: a piece of a request would keep all of its memory, and may be of any length.
    pub(crate) fn for_the_record(&self) -> Self {
        let keep = |name: &HeaderValue| {
            let name = name.as_bytes();
            HeaderValue::from_bytes(&name[..name.len().min(Self::MAX_RECORDED)]).ok()
        };
        Self { address: self.address, user_agent: self.user_agent.as_ref().and_then(keep) }
    }

    pub(crate) fn into_user_agent(self) -> Option<HeaderValue> {
        self.user_agent
    }

    /// Returns the client's address: the other end of the connection, or what stands in `X-Forwarded-For` behind the proxies that
    /// [`Fingerprint::trusted_proxy`](crate::Fingerprint::trusted_proxy) names. `None` where the router is served without
    /// `into_make_service_with_connect_info::<SocketAddr>()`.
    ///
    /// ```
    /// assert_eq!(login_runtime::ClientInfo::default().address(), None);
    /// ```
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// Returns what the client calls itself, which may be anything; `None` where it is not visible ASCII.
    ///
    /// ```
    /// assert_eq!(login_runtime::ClientInfo::default().user_agent(), None);
    /// ```
    #[must_use]
    pub fn user_agent(&self) -> Option<&str> {
        self.user_agent.as_ref()?.to_str().ok()
    }
}
