//! What is believed of a request: its cookies, the client it comes from, the site it starts on.

use super::LoginManagerBuilder;
use crate::cookie::CookieSettings;
use crate::session::{Fingerprint, SessionProtection};

impl LoginManagerBuilder {
    /// Names the application, so that two that share a host or a key have their own cookies and do not accept each
    /// other's tickets: at most 32 letters, digits, `-` and `_`. Default: empty.
    ///
    /// One application with two kinds of users has two managers, each with a name.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// let shop = LoginManager::new(Key::generate()?).application("shop").build()?;
    /// assert!(LoginManager::new(Key::generate()?).application("my shop").build().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn application(mut self, name: impl Into<String>) -> Self {
        self.application = name.into();
        self
    }

    /// Sets what happens when a ticket comes from another client. Default: [`SessionProtection::Basic`].
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, SessionProtection};
    /// LoginManager::new(Key::generate()?).session_protection(SessionProtection::Strong).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn session_protection(mut self, protection: SessionProtection) -> Self {
        self.protection = protection;
        self
    }

    /// Sets what tells one client from another. Default: [`Fingerprint::user_agent`].
    ///
    /// ```
    /// # use login_runtime::{Fingerprint, Key, LoginManager};
    /// let both = Fingerprint::user_agent().and_peer_address();
    /// LoginManager::new(Key::generate()?).fingerprint(both).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fingerprint(mut self, fingerprint: Fingerprint) -> Self {
        self.fingerprint = fingerprint;
        self
    }

    /// Sets how the cookies are called and how far they reach. Default: the strict ones of [`CookieSettings`].
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// LoginManager::new(Key::generate()?).cookies(CookieSettings::new().session_name("sid")).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cookies(mut self, cookies: CookieSettings) -> Self {
        self.cookies = cookies;
        self
    }

    /// Lets the preflight requests of other origins (`OPTIONS` with `Origin` and `Access-Control-Request-Method`) through to
    /// guarded handlers that take `OPTIONS` and load no object. Nobody is asked who is there: browsers send no cookies with
    /// them. Default: `OPTIONS` is guarded as any other method.
    ///
    /// A CORS layer outside of the router answers preflights itself, and needs none of this.
    ///
    /// # Security
    ///
    /// Anybody can write such a request by hand, so a handler must not do for `OPTIONS` what its rule is about.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).insecure_exempt_preflights().build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insecure_exempt_preflights(mut self) -> Self {
        self.exempts_preflights = true;
        self
    }

    /// Lets another origin send requests with unsafe methods: written as browsers do, `https://app.example`, with
    /// a port only where it is not the default one, and no slash at the end.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).trusted_origin("https://admin.example").build()?;
    /// assert!(LoginManager::new(Key::generate()?).trusted_origin("https://admin.example/").build().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn trusted_origin(mut self, origin: impl Into<String>) -> Self {
        self.trusted_origins.push(origin.into());
        self
    }

    /// Uses bare cookie names without `Secure`, for plain http beyond the machine itself.
    ///
    /// Chromium and Firefox take the strict cookies over http on `localhost` and `127.0.0.1`, so development with them does not need
    /// this; Safari takes them over https alone.
    ///
    /// # Security
    ///
    /// Whoever sits on the network reads the cookies and is logged in.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).insecure_cookies_over_http().build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insecure_cookies_over_http(mut self) -> Self {
        self.cookies.over_http();
        self
    }
}
