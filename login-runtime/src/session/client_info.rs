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
    pub(crate) fn of(request: &RequestHead<'_>, fingerprint: &Fingerprint) -> Self {
        Self { address: fingerprint.client_address(request), user_agent: request.user_agent().cloned() }
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
