//! A ledger that fails is neither a guest nor a pass, whichever of its calls it is; nor is one that nobody waits for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use axum::http::StatusCode;
use login_runtime::routing::{get, post};
use login_runtime::{
    Ledger, LedgerError, Login, LoginError, LoginHandle, LoginRecord, MemoryLedger, Router, Timestamp,
    login_required,
};

use tokio::task::yield_now;

use crate::common::{Browser, DAY, HOUR, Logs, Page, Site, User, Users, guarded_routes};

/// A ledger of which one call fails, counted from where a test says.
#[derive(Clone)]
struct Faulty {
    memory: MemoryLedger,
    /// How many calls still work.
    working: Arc<AtomicUsize>,
}

impl Faulty {
    fn new() -> Self {
        Self { memory: MemoryLedger::new(), working: Arc::new(AtomicUsize::new(usize::MAX)) }
    }

    fn fail_after(&self, calls: usize) {
        self.working.store(calls, Ordering::SeqCst);
    }

    /// Waits, as a disk does, and fails where it is to.
    async fn works(&self) -> Result<(), LedgerError> {
        yield_now().await;
        let count = |left: usize| left.checked_sub(1);
        match self.working.fetch_update(Ordering::SeqCst, Ordering::SeqCst, count) {
            Ok(_) => Ok(()),
            Err(_) => Err("the disk is full".into()),
        }
    }
}

impl Ledger for Faulty {
    async fn create(&self, owner: &[u8], record: LoginRecord) -> Result<bool, LedgerError> {
        self.works().await?;
        self.memory.create(owner, record).await
    }

    async fn expiry(&self, owner: &[u8], handle: LoginHandle) -> Result<Option<Timestamp>, LedgerError> {
        self.works().await?;
        self.memory.expiry(owner, handle).await
    }

    async fn touch(
        &self,
        owner: &[u8],
        handle: LoginHandle,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, LedgerError> {
        self.works().await?;
        self.memory.touch(owner, handle, seen_at, expires_at).await
    }

    async fn replace(&self, owner: &[u8], old: LoginHandle, new: LoginRecord) -> Result<bool, LedgerError> {
        self.works().await?;
        self.memory.replace(owner, old, new).await
    }

    async fn end(&self, owner: &[u8], handle: LoginHandle) -> Result<bool, LedgerError> {
        self.works().await?;
        self.memory.end(owner, handle).await
    }

    async fn end_all(&self, owner: &[u8], except: Option<LoginHandle>) -> Result<u64, LedgerError> {
        self.works().await?;
        self.memory.end_all(owner, except).await
    }

    async fn list(&self, owner: &[u8]) -> Result<Vec<LoginRecord>, LedgerError> {
        self.works().await?;
        self.memory.list(owner).await
    }

    async fn prune(&self, now: Timestamp) -> Result<u64, LedgerError> {
        self.works().await?;
        self.memory.prune(now).await
    }
}

#[login_required]
async fn devices(login: Login<User>) -> Result<String, LoginError> {
    Ok(login.logins().await?.len().to_string())
}

#[login_required]
async fn only_here(login: Login<User>) -> Result<String, LoginError> {
    Ok(login.logout_elsewhere().await?.to_string())
}

/// Says what went wrong, as handlers of an application do.
#[login_required]
async fn log_out(login: Login<User>) -> Result<String, LoginError> {
    Ok(login.logout_user().await?.to_string())
}

fn routes() -> Router<User, Users> {
    guarded_routes()
        .route("/devices", get(devices))
        .route("/only-here", post(only_here))
        .route("/out", post(log_out))
}

/// A site of whose ledger a call is about to fail, and a browser that was remembered a while ago.
async fn site(ledger: &Faulty) -> (Site, Browser) {
    let site = Site::with_routes(routes(), |manager| {
        manager.ledger(ledger.clone()).renew_remember_on_each_request()
    });
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    (site, browser)
}

async fn ask(browser: &mut Browser, path: &str) -> Page {
    match path.strip_prefix("POST ") {
        Some(path) => browser.post(path, &[("user", "bob")]).await,
        None => browser.get(path).await,
    }
}

/// Whatever of a request's calls fails, the answer is a 503 that sets no cookie, and once the ledger is back everything goes on.
#[tokio::test]
async fn no_call_that_fails_is_a_yes_or_a_no() {
    let paths = [
        "/who",
        "/dashboard",
        "/fresh",
        "/devices",
        "POST /only-here",
        "POST /out",
        "POST /login",
        "POST /confirm",
        "POST /password",
    ];
    for path in paths {
        // Right after the log-in, when the session is due, and when it is restored from the remember ticket.
        for age in [Duration::ZERO, HOUR / 2, 2 * DAY] {
            let mut failed = 0;
            loop {
                let ledger = Faulty::new();
                let (site, mut browser) = site(&ledger).await;
                site.advance(age);
                ledger.fail_after(failed);
                let before = browser.clone();
                let page = ask(&mut browser, path).await;
                if page.status != StatusCode::SERVICE_UNAVAILABLE {
                    assert!(
                        page.status.is_success() || page.status.is_redirection(),
                        "{path} {age:?} {page:?}"
                    );
                    break;
                }
                assert!(page.set_cookies().is_empty(), "{path} {age:?} after {failed}: {page:?}");
                assert!(page.is_private(), "{path} {age:?} after {failed}: {page:?}");
                assert!(!page.body.contains("disk"), "the client learns nothing: {page:?}");
                ledger.fail_after(usize::MAX);
                // What a failed call left behind is the browser's log-in, or its end: never another one.
                let who = before.clone().who().await;
                let is_same = who.starts_with("ada ") || who == "guest";
                assert!(is_same, "{path} {age:?} after {failed}: {who}");
                failed += 1;
                assert!(failed < 10, "{path} {age:?} never works");
            }
            assert!(failed > 0, "{path} {age:?} asks the ledger");
        }
    }
}

/// A client may go away at any moment. What it began stands or does not, and either way it is the browser's own log-in or its end.
#[tokio::test]
async fn a_request_may_be_given_up_wherever_it_waits() {
    for path in ["POST /out", "POST /login", "POST /confirm", "POST /password", "POST /only-here", "/who"] {
        let mut waits = 0;
        loop {
            let ledger = Faulty::new();
            let (_site, browser) = site(&ledger).await;
            let mut asking = browser.clone();
            let mut request = Box::pin(async move { ask(&mut asking, path).await });
            let mut poll = || request.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
            let is_answered = (0..=waits).any(|_| poll());
            drop(request);
            let who = browser.clone().who().await;
            assert!(who.starts_with("ada ") || who == "guest", "{path} given up after {waits}: {who}");
            let mut again = browser.clone();
            again.log_in("ada").await;
            assert_eq!(again.who().await, "ada fresh", "{path} given up after {waits}");
            if is_answered {
                break;
            }
            waits += 1;
            assert!(waits < 30, "{path} never ends");
        }
        assert!(waits > 0, "{path} waits for the ledger");
    }
}

#[tokio::test]
async fn a_guest_does_not_notice() {
    let ledger = Faulty::new();
    let (site, _) = site(&ledger).await;
    ledger.fail_after(0);
    let mut guest = site.browser();
    assert_eq!(guest.who().await, "guest");
    assert_eq!(guest.get("/dashboard").await.status, StatusCode::SEE_OTHER);
    guest.set_cookie("__Host-session", "junk");
    assert_eq!(guest.who().await, "guest");
}

#[tokio::test]
async fn a_failure_is_logged_once_and_not_told_to_the_client() {
    let ledger = Faulty::new();
    let (_site, mut browser) = site(&ledger).await;
    ledger.fail_after(0);
    let logs = Logs::capture();
    browser.get("/dashboard").await;
    let records = logs.take();
    assert_eq!(records.len(), 1, "{records:?}");
    assert_eq!(records[0].level, tracing::Level::ERROR);
    assert_eq!(records[0].fields["error"], "the disk is full");
}

#[tokio::test]
async fn a_log_in_that_is_not_written_down_does_not_happen() {
    let ledger = Faulty::new();
    let (_site, mut browser) = site(&ledger).await;
    ledger.fail_after(1);
    let page = browser.post("/login", &[("user", "bob")]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    ledger.fail_after(usize::MAX);
    assert_eq!(browser.who().await, "ada fresh remembered", "and the one before it stays");
}

#[tokio::test]
async fn a_confirmation_that_fails_leaves_the_log_in_as_it_was() {
    for working in 1..3 {
        let ledger = Faulty::new();
        let (site, mut browser) = site(&ledger).await;
        site.advance(HOUR / 3);
        ledger.fail_after(working);
        let page = browser.post("/confirm", &[]).await;
        ledger.fail_after(usize::MAX);
        let who = if page.status.is_success() { "ada fresh remembered" } else { "ada stale remembered" };
        assert_eq!(browser.who().await, who, "after {working}");
    }
}

#[tokio::test]
async fn a_log_out_that_fails_can_be_tried_again() {
    let ledger = Faulty::new();
    let (_site, mut browser) = site(&ledger).await;
    let mut copy = browser.clone();
    ledger.fail_after(1);
    assert_eq!(browser.post("/out", &[]).await.status, StatusCode::SERVICE_UNAVAILABLE);
    ledger.fail_after(usize::MAX);
    assert_eq!(copy.who().await, "ada fresh remembered", "nothing has ended");
    assert_eq!(browser.post("/out", &[]).await.body, "true");
    assert_eq!(copy.who().await, "guest");
}
