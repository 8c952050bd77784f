//! A person at a Chromium window.

use std::{env, time::Duration};

use fantoccini::{Client, ClientBuilder, Locator, cookies::Cookie, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use crate::site::Site;

pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// How long a page may take to show what a person waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The sandbox needs rights that root in a container lacks; all else keeps the browser from talking to anybody but us.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// One browser with a profile of its own.
pub(crate) struct Browser {
    client: Client,
    profile: TempDir,
    site: String,
}

impl Browser {
    pub(crate) async fn open(site: &Site) -> Self {
        Self::open_profile(tempfile::tempdir().expect("a temporary folder"), site.url.clone()).await
    }

    async fn open_profile(profile: TempDir, site: String) -> Self {
        let Ok(driver) = env::var("WEBDRIVER_URL") else {
            panic!("no WEBDRIVER_URL: run `cargo xtask test`, which starts what the browser tests need");
        };
        let mut flags: Vec<_> = FLAGS.map(str::to_owned).into();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let mut options = json!({ "args": flags });
        if let Ok(binary) = env::var("BROWSER_BINARY") {
            options["binary"] = binary.into();
        }
        let capabilities = Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)]);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(&driver).await.expect("a browser");
        Self { client, profile, site }
    }

    /// Closes the browser and opens it again with the same profile, as after a restart of the machine.
    pub(crate) async fn restart(self) -> Self {
        self.client.close().await.expect("the browser closes");
        Self::open_profile(self.profile, self.site).await
    }

    pub(crate) async fn close(self) {
        self.client.close().await.expect("the browser closes");
    }

    pub(crate) async fn goto(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.site)).await.expect("an answer");
    }

    pub(crate) async fn back(&self) {
        self.client.back().await.expect("there is a page before this one");
    }

    pub(crate) async fn fill_in(&self, id: &str, text: &str) {
        let field = self.client.wait().at_most(PATIENCE).for_element(Locator::Id(id)).await;
        let field = field.unwrap_or_else(|error| panic!("no field `{id}`: {error}"));
        field.clear().await.expect("a field for text");
        field.send_keys(text).await.expect("a field for text");
    }

    pub(crate) async fn click(&self, id: &str) {
        let button = self.client.wait().at_most(PATIENCE).for_element(Locator::Id(id)).await;
        button.unwrap_or_else(|error| panic!("no button `{id}`: {error}")).click().await.expect("a button");
    }

    /// Fills in and sends the log-in page that is open, and waits for the page after it.
    pub(crate) async fn log_in(&self, username: &str, password: &str) {
        self.fill_in("username", username).await;
        self.fill_in("password", password).await;
        self.click("submit").await;
    }

    /// Opens the log-in page and logs in with the right password.
    pub(crate) async fn log_in_as_demo(&self) {
        self.goto("/login").await;
        self.log_in("demo", PASSWORD).await;
        self.is_at("/dashboard").await;
    }

    /// Waits until the address is this one, which is on our site.
    pub(crate) async fn is_at(&self, path: &str) {
        let wanted = format!("{}{path}", self.site);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let url = self.client.current_url().await.expect("an address").to_string();
            if url == wanted {
                return;
            }
            assert!(Instant::now() < deadline, "the browser is at {url}, not at {wanted}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the page shows this text.
    pub(crate) async fn sees(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let page = self.text().await;
            if page.contains(text) {
                return;
            }
            assert!(Instant::now() < deadline, "`{text}` is not on the page:\n{page}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the page does not show this text.
    pub(crate) async fn sees_no_more(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.text().await.contains(text) {
            assert!(Instant::now() < deadline, "`{text}` is still on the page");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// What the page shows. Between two pages there is none, which reads as empty.
    pub(crate) async fn text(&self) -> String {
        match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// The site's cookie of this name; scripts could not see it, the driver can.
    pub(crate) async fn cookie(&self, name: &str) -> Option<Cookie<'static>> {
        let cookies = self.client.get_all_cookies().await.expect("the driver lists cookies");
        cookies.into_iter().find(|cookie| cookie.name() == name)
    }

    /// What a script on the page could read and do.
    pub(crate) async fn run_script(&self, script: &str) -> serde_json::Value {
        self.client.execute(script, Vec::new()).await.expect("a script that runs")
    }
}
