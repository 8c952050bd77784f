//! Telling one client from another.

use std::fmt::{self, Debug};
use std::hash::Hasher;
use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;

use super::RequestHead;
use crate::crypto::KeySet;
use crate::events::Event;

type Custom = Arc<dyn Fn(RequestHead<'_>, &mut dyn Hasher) + Send + Sync>;

/// What tells the client that logged in from another: a keyed digest of it stands in the ticket. What happens when it
/// differs is for [`SessionProtection`](crate::SessionProtection) to say.
///
/// By default it is the `User-Agent` alone. An address changes with every walk from one network into the next, so it is only
/// part of it where that is asked for.
///
/// ```
/// use login_runtime::{Fingerprint, Key, LoginManager};
///
/// let fingerprint = Fingerprint::user_agent().and_peer_address().trusted_proxy("10.0.0.0/8");
/// let manager = LoginManager::new(Key::generate()?).fingerprint(fingerprint).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
#[must_use = "a fingerprint does nothing until it is given to a manager"]
pub struct Fingerprint {
    custom: Option<Custom>,
    has_address: bool,
    /// Networks of proxies; building the manager reports those that cannot be read.
    proxies: Vec<Result<IpNet, String>>,
}

impl Fingerprint {
    /// The `User-Agent` header. The default.
    ///
    /// ```
    /// # use login_runtime::{Fingerprint, Key, LoginManager};
    /// LoginManager::new(Key::generate()?).fingerprint(Fingerprint::user_agent()).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn user_agent() -> Self {
        Self { custom: None, has_address: false, proxies: Vec::new() }
    }

    /// Whatever the function feeds, in place of the `User-Agent`. It must feed the same for every request of a client.
    ///
    /// ```
    /// # use login_runtime::{Fingerprint, Key, LoginManager};
    /// let device = Fingerprint::custom(|request, digest| {
    ///     let device = request.headers().get("x-device-id");
    ///     digest.write(device.map_or(b"", |device| device.as_bytes()));
    /// });
    /// LoginManager::new(Key::generate()?).fingerprint(device).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn custom(feed: impl Fn(RequestHead<'_>, &mut dyn Hasher) + Send + Sync + 'static) -> Self {
        Self { custom: Some(Arc::new(feed)), ..Self::user_agent() }
    }

    /// The client's address too: the whole of an IPv4 address, and of an IPv6 address the first 64 bits, which are the network's. The
    /// rest changes from day to day.
    ///
    /// It is the other end of the connection ([`RequestHead::peer_address`]), or what stands in `X-Forwarded-For` behind
    /// [`trusted_proxy`](Self::trusted_proxy). A request without an address has none in its fingerprint, and an error is logged.
    ///
    /// ```
    /// # use login_runtime::{Fingerprint, Key, LoginManager};
    /// let both = Fingerprint::user_agent().and_peer_address();
    /// LoginManager::new(Key::generate()?).fingerprint(both).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn and_peer_address(mut self) -> Self {
        self.has_address = true;
        self
    }

    /// Believes `X-Forwarded-For` of proxies in a network, written as `10.0.0.0/8` or `2001:db8::/32`. The addresses in it are
    /// read from the end, as long as they are trusted proxies themselves: what a client wrote there itself is never reached.
    ///
    /// ```
    /// # use login_runtime::{Fingerprint, Key, LoginManager};
    /// let typo = Fingerprint::user_agent().and_peer_address().trusted_proxy("10.0.0.0/33");
    /// assert!(LoginManager::new(Key::generate()?).fingerprint(typo).build().is_err());
    /// # Ok::<(), login_runtime::KeyError>(())
    /// ```
    pub fn trusted_proxy(mut self, network: impl Into<String>) -> Self {
        let network = network.into();
        self.proxies.push(network.parse().map_err(|_| network));
        self
    }

    /// The networks that are none.
    pub(crate) fn unreadable_proxies(&self) -> impl Iterator<Item = &String> {
        self.proxies.iter().filter_map(|proxy| proxy.as_ref().err())
    }

    /// The digest of what tells this client from another.
    pub(crate) fn of(&self, keys: &KeySet, request: &RequestHead<'_>) -> u32 {
        let mut digest = keys.fingerprint_hasher();
        match &self.custom {
            None => {
                let agent = request.user_agent();
                digest.write(agent.map_or(&b""[..], |agent| agent.as_bytes()));
            }
            Some(feed) => feed(*request, &mut digest),
        }
        if self.has_address {
            match self.client_address(request) {
                Some(IpAddr::V4(address)) => digest.write(&address.octets()),
                Some(IpAddr::V6(address)) => digest.write(&address.octets()[..8]),
                None => Event::NoPeerAddress.emit(),
            }
        }
        let [a, b, c, d, ..] = digest.finish().to_be_bytes();
        u32::from_be_bytes([a, b, c, d])
    }

    /// The address of the client, behind the proxies that are trusted.
    pub(super) fn client_address(&self, request: &RequestHead<'_>) -> Option<IpAddr> {
        let mut address = request.peer_address()?;
        let lines: Vec<_> = request.headers().get_all("x-forwarded-for").iter().collect();
        let mut hops = lines.iter().rev().flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        while self.trusts(address) {
            let said = hops.next().and_then(|hop| std::str::from_utf8(hop).ok());
            let Some(before) = said.and_then(|hop| hop.trim().parse::<IpAddr>().ok()) else { break };
            address = before.to_canonical();
        }
        Some(address)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.proxies.iter().flatten().any(|network| network.contains(&address))
    }
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self::user_agent()
    }
}

impl Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fingerprint")
            .field("is_custom", &self.custom.is_some())
            .field("has_address", &self.has_address)
            .field("proxies", &self.proxies)
            .finish()
    }
}

#[cfg(test)]
#[path = "fingerprint_tests.rs"]
mod tests;
