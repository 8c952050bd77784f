//! Many requests at once, on several threads, and slow ones that end after the world has changed.

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

use axum::Extension;
use axum::http::StatusCode;
use login_runtime::{
    CheckRequest, CurrentUser, Login, LoginError, Router, current_user, login_required, public, requires,
    routing::get, routing::post,
};
use tokio::sync::{Barrier, Semaphore};
use tokio::task::JoinSet;

use crate::common::{Browser, HOUR, Page, Site, User, Users, guarded_routes};

/// Lets a handler wait until the test says go on; and tells that it waits.
#[derive(Clone)]
struct Gate {
    arrived: Arc<Semaphore>,
    open: Arc<Semaphore>,
}

impl Gate {
    fn new() -> Self {
        Self { arrived: Arc::new(Semaphore::new(0)), open: Arc::new(Semaphore::new(0)) }
    }

    async fn pass(&self) {
        self.arrived.add_permits(1);
        self.open.acquire().await.expect("an open semaphore").forget();
    }
}

#[login_required]
async fn slow_page(Extension(gate): Extension<Gate>, user: CurrentUser<User>) -> String {
    gate.pass().await;
    user.name.clone()
}

#[login_required]
async fn slow_confirm(Extension(gate): Extension<Gate>, login: Login<User>) -> Result<(), LoginError> {
    gate.pass().await;
    login.confirm_login().await
}

#[login_required]
async fn slow_restamp(
    Extension(gate): Extension<Gate>,
    login: Login<User>,
    user: CurrentUser<User>,
) -> Result<(), LoginError> {
    gate.pass().await;
    login.restamp(&user).await
}

#[public]
async fn slow_who(Extension(gate): Extension<Gate>, user: Option<CurrentUser<User>>) -> String {
    gate.pass().await;
    user.map_or_else(|| "guest".to_owned(), |user| user.name.clone())
}

fn routes(gate: &Gate) -> Router<User, Users> {
    guarded_routes()
        .route("/slow-page", get(slow_page))
        .route("/slow-confirm", post(slow_confirm))
        .route("/slow-restamp", post(slow_restamp))
        .route("/slow-who", get(slow_who))
        .layer(Extension(gate.clone()))
}

/// Starts a slow request of this browser, runs `meanwhile`, and lets the request end.
async fn while_waiting<F: Future>(
    browser: &mut Browser,
    path: &'static str,
    gate: &Gate,
    meanwhile: F,
) -> Page {
    let mut tab = browser.clone();
    let slow = tokio::spawn(async move {
        if path.ends_with("page") || path.ends_with("who") {
            tab.get(path).await
        } else {
            tab.post(path, &[]).await
        }
    });
    gate.arrived.acquire().await.expect("an open semaphore").forget();
    meanwhile.await;
    gate.open.add_permits(1);
    slow.await.expect("no panic")
}

/// What another tab of the same browser makes of a response.
fn applied(browser: &Browser, page: &Page) -> Browser {
    let mut browser = browser.clone();
    for name in ["session", "remember"] {
        match page.set_cookie(name) {
            Some(_) if page.deletes(name) => browser.drop_cookie(name),
            Some(line) => {
                let value = line.split(['=', ';']).nth(1).expect("a value").to_owned();
                browser.set_cookie(&format!("__Host-{name}"), &value);
            }
            None => {}
        }
    }
    browser
}

#[tokio::test]
async fn a_slow_page_does_not_resurrect_a_session_that_was_logged_out() {
    let gate = Gate::new();
    let site = Site::with_routes(routes(&gate), |manager| manager);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.advance(HOUR / 2);
    let mut other_tab = browser.clone();
    let page = while_waiting(&mut browser, "/slow-page", &gate, other_tab.post("/logout", &[])).await;
    assert_eq!(page.status, StatusCode::OK, "it began when Ada was logged in");
    assert_eq!(applied(&other_tab, &page).who().await, "guest");
}

#[tokio::test]
async fn a_slow_confirmation_does_not_resurrect_a_session_that_was_logged_out() {
    let gate = Gate::new();
    let site = Site::with_routes(routes(&gate), |manager| manager);
    for path in ["/slow-confirm", "/slow-restamp"] {
        for end in ["/logout", "/everywhere"] {
            let mut browser = site.browser();
            browser.log_in_remembered("ada").await;
            let mut other_tab = browser.clone();
            let page = while_waiting(&mut browser, path, &gate, other_tab.post(end, &[])).await;
            assert_eq!(applied(&other_tab, &page).who().await, "guest", "{path} during {end}: {page:?}");
        }
    }
}

/// A double click: the second request set out with the cookie that the first one's answer replaces.
#[tokio::test]
async fn two_confirmations_at_once_leave_the_log_in_alone() {
    let gate = Gate::new();
    let site = Site::with_routes(routes(&gate), |manager| manager);
    for path in ["/confirm", "/slow-confirm", "/slow-restamp"] {
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        let mut twin = browser.clone();
        gate.open.add_permits(1);
        {
            let mut second = pin!(twin.post(path, &[]));
            // Its cookie holds, and its user is being loaded.
            assert!(second.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            browser.post("/confirm", &[]).await;
            assert_eq!(second.await.set_cookies(), [""; 0], "{path}");
        }
        assert_eq!(browser.who().await, "ada fresh remembered", "{path}");
        browser.close();
        assert_eq!(browser.who().await, "ada stale remembered", "{path}");
    }
}

#[tokio::test]
async fn a_slow_restore_does_not_resurrect_a_log_in_that_was_logged_out() {
    let gate = Gate::new();
    let site = Site::with_routes(routes(&gate), |manager| manager);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut other_tab = browser.clone();
    browser.close();
    let page = while_waiting(&mut browser, "/slow-who", &gate, other_tab.post("/logout", &[])).await;
    assert_eq!(page.body, "ada");
    assert_eq!(applied(&other_tab, &page).who().await, "guest");
}

/// A request that set out with the old cookie and is answered after the new one was set must not take it away.
#[tokio::test]
async fn a_straggler_with_the_old_ticket_leaves_the_new_one_alone() {
    let site = Site::new();
    for path in ["/confirm", "/password"] {
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        let mut straggler = browser.clone();
        browser.post(path, &[]).await;
        let page = straggler.get("/who").await;
        assert_eq!(page.body, "guest", "the old ticket is over");
        assert_eq!(applied(&browser, &page).who().await, "ada fresh remembered", "{path}");
    }
}

/// Stores the new password, and takes its time before it keeps this log-in.
#[login_required]
async fn slow_password(
    Extension(gate): Extension<Gate>,
    login: Login<User>,
    user: CurrentUser<User>,
    axum::extract::State(users): axum::extract::State<Users>,
) -> Result<(), LoginError> {
    users.change_password(&user.name);
    gate.pass().await;
    login.restamp(&users.find(&user.name)).await
}

/// Another tab asks for something between the change of the password and the response that carries the new ticket.
#[tokio::test]
async fn a_changed_password_keeps_its_log_in_also_when_another_tab_noticed_first() {
    let gate = Gate::new();
    let site = Site::with_routes(
        routes(&gate).route("/slow-password", post(slow_password)).layer(Extension(gate.clone())),
        |manager| manager,
    );
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut other_tab = browser.clone();
    let page = while_waiting(&mut browser, "/slow-password", &gate, other_tab.get("/who")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(applied(&other_tab, &page).who().await, "ada fresh remembered");
}

#[public]
async fn log_out_and_in_slowly(
    Extension(gate): Extension<Gate>,
    login: Login<User>,
    axum::extract::State(users): axum::extract::State<Users>,
) -> Result<(), LoginError> {
    login.logout_user().await?;
    login.login_user(&users.find("bob")).await?;
    gate.pass().await;
    Ok(())
}

/// The person closed the connection while the handler ran.
#[tokio::test]
async fn a_request_that_is_dropped_half_way_has_logged_out_and_nobody_in() {
    let gate = Gate::new();
    let site = Site::with_routes(
        routes(&gate).route("/slow-swap", post(log_out_and_in_slowly)).layer(Extension(gate.clone())),
        |manager| manager,
    );
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut tab = browser.clone();
    let slow = tokio::spawn(async move { tab.post("/slow-swap", &[]).await });
    gate.arrived.acquire().await.expect("an open semaphore").forget();
    slow.abort();
    assert!(slow.await.is_err_and(|error| error.is_cancelled()));
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn once_a_log_out_is_answered_no_request_gets_in() {
    let site = Site::new();
    for _ in 0..20 {
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        let mut requests = JoinSet::new();
        for _ in 0..8 {
            let mut tab = browser.clone();
            requests.spawn(async move { tab.who().await });
        }
        let mut tab = browser.clone();
        assert_eq!(tab.post("/logout", &[]).await.body, "true");
        assert_eq!(browser.clone().who().await, "guest", "at once");
        requests.join_all().await;
        browser.close();
        assert_eq!(browser.who().await, "guest", "and nothing of the racing requests brings it back");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_log_out_among_hundreds_of_requests_holds() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.advance(HOUR / 2);
    let mut requests = JoinSet::new();
    for number in 0..300 {
        let mut tab = browser.clone();
        requests.spawn(async move {
            if number == 150 {
                tab.post("/logout", &[]).await;
            } else {
                tab.who().await;
            }
            tab
        });
    }
    for mut tab in requests.join_all().await {
        assert_eq!(tab.who().await, "guest", "also with whatever cookie its own response set");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn parallel_log_ins_are_separate_log_ins() {
    let site = Site::new();
    let mut log_ins = JoinSet::new();
    for number in 0..100 {
        let mut browser = site.browser();
        log_ins.spawn(async move {
            browser.log_in_remembered(["ada", "bob"][number % 2]).await;
            (number, browser)
        });
    }
    let mut browsers = log_ins.join_all().await;
    let sessions: std::collections::HashSet<_> =
        browsers.iter().map(|(_, browser)| browser.ticket("session")).collect();
    assert_eq!(sessions.len(), 100);
    for (number, browser) in &mut browsers {
        assert_eq!(browser.who().await, format!("{} fresh remembered", ["ada", "bob"][*number % 2]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn parallel_log_ins_of_one_browser_all_end_the_old_one() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut log_ins = JoinSet::new();
    for _ in 0..20 {
        let mut tab = browser.clone();
        log_ins.spawn(async move {
            tab.log_in("bob").await;
            tab
        });
    }
    for mut tab in log_ins.join_all().await {
        assert_eq!(tab.who().await, "bob fresh");
    }
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everywhere_means_everywhere_also_under_load() {
    let site = Site::new();
    let mut log_ins = JoinSet::new();
    for _ in 0..50 {
        let mut browser = site.browser();
        log_ins.spawn(async move {
            browser.log_in_remembered("ada").await;
            browser
        });
    }
    let browsers = log_ins.join_all().await;
    browsers[0].clone().post("/everywhere", &[]).await;
    let mut visits = JoinSet::new();
    for mut browser in browsers {
        visits.spawn(async move { browser.who().await });
    }
    assert!(visits.join_all().await.iter().all(|who| who == "guest"));
}

#[login_required]
async fn confirm_together(
    Extension(both): Extension<Arc<Barrier>>,
    login: Login<User>,
) -> Result<(), LoginError> {
    both.wait().await;
    login.confirm_login().await
}

#[tokio::test]
async fn a_confirmation_that_is_sent_twice_logs_nobody_out() {
    let both = Extension(Arc::new(Barrier::new(2)));
    let site =
        Site::with_routes(guarded_routes().route("/together", post(confirm_together)).layer(both), |m| m);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let (mut one, mut other) = (browser.clone(), browser.clone());
    let (one, other) = tokio::join!(one.post("/together", &[]), other.post("/together", &[]));
    for name in ["session", "remember"] {
        assert!(!one.deletes(name) && !other.deletes(name), "{name}");
    }
    assert_eq!(1, [&one, &other].iter().filter(|page| page.set_cookie("session").is_some()).count());
}

#[tokio::test]
async fn a_late_answer_does_not_lie_over_a_newer_log_in() {
    for newer in ["/confirm", "/login"] {
        let gate = Gate::new();
        let routes = guarded_routes().route("/slow", get(slow_page)).layer(Extension(gate.clone()));
        let site = Site::with_routes(routes, |m| m);
        let mut browser = site.browser();
        browser.log_in("ada").await;
        // From here on each answer makes the ticket anew.
        site.advance(HOUR / 2);
        let mut tab = browser.clone();
        let slow = tokio::spawn(async move { tab.get("/slow").await });
        gate.arrived.acquire().await.expect("an open semaphore").forget();
        browser.post(newer, &[("user", "ada")]).await;
        gate.open.add_permits(1);
        let late = slow.await.expect("an answer");
        assert_eq!(late.status, StatusCode::OK);
        assert_eq!(late.set_cookie("session"), None, "{newer}");
    }
}

type Name = Arc<Mutex<Option<String>>>;

/// Notes, when it is dropped, who is logged in.
struct Farewell(Name);

impl Drop for Farewell {
    fn drop(&mut self) {
        *self.0.lock().expect("no panic") = current_user::<User>().map(|user| user.name.clone());
    }
}

#[login_required]
async fn never_done(Extension(gate): Extension<Gate>, Extension(left): Extension<Name>) {
    let _farewell = Farewell(left);
    gate.pass().await;
}

async fn never_decided(_: &User, request: CheckRequest<'_>) -> bool {
    let extensions = &request.parts().extensions;
    let _farewell = Farewell(extensions.get::<Name>().expect("a layer").clone());
    extensions.get::<Gate>().expect("a layer").pass().await;
    true
}

#[requires(check = never_decided)]
async fn never_asked() {}

#[tokio::test]
async fn what_a_handler_or_a_check_holds_knows_who_was_there_when_the_client_goes_away() {
    for path in ["/never-done", "/never-asked"] {
        let (gate, left) = (Gate::new(), Name::default());
        let routes = guarded_routes()
            .route("/never-done", get(never_done))
            .route("/never-asked", get(never_asked))
            .layer(Extension(gate.clone()))
            .layer(Extension(Arc::clone(&left)));
        let site = Site::with_routes(routes, |manager| manager);
        let mut browser = site.browser();
        browser.log_in("ada").await;
        let request = tokio::spawn(async move { browser.get(path).await });
        gate.arrived.acquire().await.expect("an open semaphore").forget();
        request.abort();
        assert!(request.await.is_err_and(|error| error.is_cancelled()));
        assert_eq!(left.lock().expect("no panic").as_deref(), Some("ada"), "{path}");
    }
}
