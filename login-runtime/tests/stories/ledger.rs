//! A ledger remembers each log-in, shows it to its owner, and ends it by itself.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use login_runtime::routing::{get, post};
use login_runtime::{
    Clock, CurrentUser, Ledger, Login, LoginError, LoginEvent, LoginManager, MemoryLedger, Router,
    login_required, public,
};

use crate::common::{DAY, HOUR, MINUTE, SECOND, Site, User, Users, guarded_routes, key};

/// The handles of whoever is there with what their clients call themselves, latest seen first; the one at hand with a star.
#[login_required]
async fn devices(login: Login<User>) -> Result<String, LoginError> {
    let here = login.login_handle();
    let line = |record: login_runtime::LoginRecord| {
        let star = if Some(record.handle) == here { "*" } else { "" };
        format!("{star}{} {}\n", record.handle, record.client.user_agent().unwrap_or("?"))
    };
    Ok(login.logins().await?.into_iter().map(line).collect())
}

#[login_required]
async fn end_device(login: Login<User>, handle: String) -> Result<StatusCode, LoginError> {
    let Ok(handle) = handle.parse() else { return Ok(StatusCode::NOT_FOUND) };
    Ok(if login.end_login(handle).await? { StatusCode::OK } else { StatusCode::NOT_FOUND })
}

#[login_required]
async fn only_here(login: Login<User>) -> Result<String, LoginError> {
    Ok(login.logout_elsewhere().await?.to_string())
}

/// Confirms, and ends all others in the same request.
#[login_required]
async fn confirm_only_here(login: Login<User>) -> Result<String, LoginError> {
    login.confirm_login().await?;
    Ok(login.logout_elsewhere().await?.to_string())
}

/// Logs somebody in, and out again.
#[public]
async fn in_and_out(login: Login<User>, State(users): State<Users>) -> Result<(), LoginError> {
    login.login_user(&users.find("ada")).await?;
    login.logout_user().await.map(drop)
}

/// Logs somebody in and confirms it at once.
#[public]
async fn in_and_confirmed(login: Login<User>, State(users): State<Users>) -> Result<(), LoginError> {
    login.login_user(&users.find("ada")).fresh(false).await?;
    login.confirm_login().await
}

fn routes() -> Router<User, Users> {
    guarded_routes()
        .route("/devices", get(devices).post(end_device))
        .route("/only-here", post(only_here))
        .route("/confirm-only-here", post(confirm_only_here))
        .route("/in-and-out", post(in_and_out))
        .route("/in-and-confirmed", post(in_and_confirmed))
}

fn site(ledger: &MemoryLedger) -> Site {
    Site::with_routes(routes(), |manager| manager.ledger(ledger.clone()))
}

/// What a ledger knows of Ada, whose id is 1.
async fn of_ada(ledger: &MemoryLedger) -> Vec<login_runtime::LoginRecord> {
    let owner = [&b"i"[..], &1_i64.to_be_bytes()].concat();
    ledger.list(&owner).await.expect("memory does not fail")
}

#[tokio::test]
async fn every_log_in_is_listed_with_its_client_and_its_times() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    phone.agent = "Safari";
    let start = site.clock.now();
    laptop.log_in("ada").await;
    site.advance(MINUTE);
    phone.log_in_remembered("ada").await;
    site.browser().log_in("bob").await;

    let page = phone.get("/devices").await.body;
    let [first, second] = page.lines().collect::<Vec<_>>()[..] else { panic!("{page}") };
    assert!(first.starts_with('*') && first.ends_with(" Safari"), "{page}");
    assert!(!second.starts_with('*') && second.ends_with(" Firefox"), "{page}");

    let mut records = of_ada(&ledger).await;
    records.sort_by_key(|record| record.created_at);
    assert_eq!((records[0].created_at, records[0].seen_at), (start, start));
    assert_eq!(records[0].expires_at, start.after(DAY), "an absolute timeout later");
    let remembered = start.after(MINUTE).after(30 * DAY);
    assert_eq!(records[1].expires_at, remembered.after(DAY), "a session may be restored in the last second");
}

#[tokio::test]
async fn a_handle_lets_nobody_in() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let handle = of_ada(&ledger).await[0].handle;
    browser.set_cookie("__Host-session", &handle.to_string());
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn one_log_in_is_ended_and_the_others_stay() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in("ada").await;
    let of_laptop = of_ada(&ledger).await[0].handle.to_string();
    phone.log_in_remembered("ada").await;
    assert_eq!(phone.ask_with_body("/devices", &of_laptop).await.status, StatusCode::OK);
    assert_eq!(laptop.who().await, "guest");
    assert_eq!(phone.who().await, "ada fresh remembered");
    assert_eq!(phone.ask_with_body("/devices", &of_laptop).await.status, StatusCode::NOT_FOUND, "it is gone");
    assert_eq!(phone.ask_with_body("/devices", "no handle").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_remembered_log_in_that_was_ended_is_not_restored() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    phone.log_in_remembered("ada").await;
    let of_phone = of_ada(&ledger).await[0].handle.to_string();
    phone.close();
    laptop.log_in("ada").await;
    assert_eq!(laptop.ask_with_body("/devices", &of_phone).await.status, StatusCode::OK);
    assert_eq!(phone.who().await, "guest");
}

#[tokio::test]
async fn somebody_elses_log_in_is_not_there() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let (mut ada, mut bob) = (site.browser(), site.browser());
    ada.log_in("ada").await;
    bob.log_in("bob").await;
    let of_ada = of_ada(&ledger).await[0].handle.to_string();
    assert_eq!(bob.ask_with_body("/devices", &of_ada).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ada.who().await, "ada fresh");
}

#[tokio::test]
async fn ending_the_log_in_at_hand_is_a_log_out() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let here = of_ada(&ledger).await[0].handle.to_string();
    let page = browser.ask_with_body("/devices", &here).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(browser.cookie_names().is_empty(), "{page:?}");
    assert!(of_ada(&ledger).await.is_empty());
}

#[tokio::test]
async fn all_others_are_ended_at_once() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let (mut laptop, mut phone, mut bob) = (site.browser(), site.browser(), site.browser());
    for browser in [&mut laptop, &mut phone] {
        browser.log_in_remembered("ada").await;
    }
    bob.log_in("bob").await;
    assert_eq!(phone.post("/only-here", &[]).await.body, "1");
    assert_eq!(
        (laptop.who().await, phone.who().await),
        ("guest".to_owned(), "ada fresh remembered".to_owned())
    );
    assert_eq!(bob.who().await, "bob fresh");
    laptop.log_in("ada").await;
    assert_eq!(phone.post("/confirm-only-here", &[]).await.body, "1");
    assert_eq!(
        (laptop.who().await, phone.who().await),
        ("guest".to_owned(), "ada fresh remembered".to_owned())
    );
}

#[tokio::test]
async fn a_log_in_outlives_a_restart_where_the_ledger_does() {
    let ledger = MemoryLedger::new();
    let before = site(&ledger);
    let mut browser = before.browser();
    browser.log_in_remembered("ada").await;
    browser.app = before.restarted(|manager| manager.ledger(ledger.clone())).app;
    assert_eq!(browser.who().await, "ada fresh remembered");
    browser.app = before.restarted(|manager| manager.ledger(MemoryLedger::new())).app;
    let page = browser.get("/who").await;
    assert_eq!(page.body, "guest", "what a ledger does not know has ended");
    assert!(page.set_cookies().is_empty(), "and is left alone, as anything that ended: {page:?}");
}

#[tokio::test]
async fn a_log_out_counts_in_every_process() {
    let ledger = MemoryLedger::new();
    let here = site(&ledger);
    let there = here.restarted(|manager| manager.ledger(ledger.clone()));
    for path in ["/logout", "/everywhere"] {
        let mut browser = here.browser();
        browser.log_in_remembered("ada").await;
        let mut copy = browser.clone();
        copy.app = there.app.clone();
        assert_eq!(copy.who().await, "ada fresh remembered");
        browser.post(path, &[]).await;
        assert_eq!(copy.who().await, "guest", "{path}");
        assert!(of_ada(&ledger).await.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_log_in_that_fails_leaves_no_record() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let mut browser = site.browser();
    browser.post("/login-then-fail", &[("user", "ada")]).await;
    assert!(of_ada(&ledger).await.is_empty());
    browser.post("/in-and-out", &[]).await;
    assert!(of_ada(&ledger).await.is_empty(), "nor does one that ended in the same request");
    browser.log_in("ada").await;
    browser.post("/login-then-fail", &[("user", "bob")]).await;
    assert_eq!((of_ada(&ledger).await.len(), browser.who().await.as_str()), (1, "ada fresh"));
}

#[tokio::test]
async fn another_log_in_in_the_same_browser_takes_the_place_of_the_first() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.log_in("ada").await;
    assert_eq!(of_ada(&ledger).await.len(), 1);
    browser.log_in("bob").await;
    assert!(of_ada(&ledger).await.is_empty());
    assert_eq!(browser.who().await, "bob fresh");
}

#[tokio::test]
async fn a_confirmed_log_in_is_the_same_one_under_another_handle() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let before = of_ada(&ledger).await.remove(0);
    site.advance(MINUTE);
    browser.post("/confirm", &[]).await;
    let [after] = &of_ada(&ledger).await[..] else { panic!("one log-in") };
    assert_ne!(after.handle, before.handle);
    assert_eq!((after.created_at, after.client.clone()), (before.created_at, before.client));
    assert_eq!(browser.who().await, "ada fresh remembered");
    let mut another = site.browser();
    another.post("/in-and-confirmed", &[]).await;
    assert_eq!(another.who().await, "ada fresh");
    assert_eq!(of_ada(&ledger).await.len(), 2);
}

#[tokio::test]
async fn a_confirmation_does_not_bring_back_what_ended_in_another_process() {
    let ledger = MemoryLedger::new();
    let here = site(&ledger);
    let there = here.restarted(|manager| manager.ledger(ledger.clone()));
    let mut browser = here.browser();
    browser.log_in_remembered("ada").await;
    let mut copy = browser.clone();
    copy.app = there.app.clone();
    // The copy is let in, and logged out elsewhere before its answer goes out.
    let ends = Router::<User, Users>::new().route("/confirm", post(confirm_slowly));
    let owner = [&b"i"[..], &1_i64.to_be_bytes()].concat();
    *ENDED_MEANWHILE.lock().expect("whole") = Some((ledger.clone(), owner));
    copy.app = there_with(&here, &ledger, ends);
    let page = copy.post("/confirm", &[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.set_cookies().is_empty(), "{page:?}");
    assert!(of_ada(&ledger).await.is_empty());
    assert_eq!(browser.who().await, "guest");
}

static ENDED_MEANWHILE: Mutex<Option<(MemoryLedger, Vec<u8>)>> = Mutex::new(None);

#[login_required]
async fn confirm_slowly(login: Login<User>) -> Result<(), LoginError> {
    login.confirm_login().await?;
    let taken = ENDED_MEANWHILE.lock().expect("whole").take();
    let (ledger, owner) = taken.expect("set by the test");
    ledger.end_all(&owner, None).await?;
    Ok(())
}

fn there_with(here: &Site, ledger: &MemoryLedger, routes: Router<User, Users>) -> axum::Router {
    let manager = LoginManager::new(key(1)).clock(here.clock.clone()).ledger(ledger.clone());
    routes.with_login(manager.build().expect("good settings"), here.users.clone())
}

#[tokio::test]
async fn a_changed_password_takes_all_others_off_the_list() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in_remembered("ada").await;
    phone.log_in("ada").await;
    phone.post("/password", &[]).await;
    assert_eq!(of_ada(&ledger).await.len(), 1);
    assert_eq!((laptop.who().await, phone.who().await), ("guest".to_owned(), "ada fresh".to_owned()));
}

#[tokio::test]
async fn a_user_who_is_switched_off_has_no_log_in() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.users.switch_on("ada", false);
    assert_eq!(browser.who().await, "guest");
    assert!(of_ada(&ledger).await.is_empty());
}

#[tokio::test]
async fn when_a_log_in_was_seen_is_told_once_in_half_an_idle_timeout() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let mut browser = site.browser();
    let start = site.clock.now();
    browser.log_in("ada").await;
    site.advance(HOUR / 2 - SECOND);
    browser.who().await;
    assert_eq!(of_ada(&ledger).await[0].seen_at, start);
    site.advance(SECOND);
    browser.who().await;
    let [record] = &of_ada(&ledger).await[..] else { panic!("one log-in") };
    assert_eq!((record.seen_at, record.expires_at), (start.after(HOUR / 2), start.after(DAY)));
    // A refusal is a sign of life too.
    site.advance(HOUR / 2);
    assert_eq!(browser.get("/very-fresh").await.status, StatusCode::SEE_OTHER);
    assert_eq!(of_ada(&ledger).await[0].seen_at, start.after(HOUR));
}

#[tokio::test]
async fn a_remember_ticket_that_is_renewed_lengthens_the_record() {
    let ledger = MemoryLedger::new();
    let site = Site::with_routes(routes(), |manager| {
        manager.ledger(ledger.clone()).renew_remember_on_each_request()
    });
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let start = site.clock.now();
    site.advance(20 * DAY);
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_eq!(of_ada(&ledger).await[0].expires_at, start.after(50 * DAY).after(DAY));
    site.advance(25 * DAY);
    assert_eq!(browser.who().await, "ada stale remembered");
}

#[tokio::test]
async fn what_expired_is_not_listed_and_is_forgotten() {
    let ledger = MemoryLedger::new();
    let site = site(&ledger);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(2 * DAY);
    browser.log_in("ada").await;
    assert_eq!(browser.get("/devices").await.body.lines().count(), 1);
    let now = site.clock.now();
    for (now, forgotten) in [(now, 1), (now, 0), (now.after(DAY), 1)] {
        assert_eq!(ledger.prune(now).await.expect("memory does not fail"), forgotten);
    }
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn the_log_in_seen_longest_ago_makes_room() {
    let ledger = MemoryLedger::new().logins_per_user(2);
    let site = site(&ledger);
    let mut browsers = [site.browser(), site.browser(), site.browser()];
    for browser in &mut browsers {
        browser.log_in("ada").await;
        site.advance(MINUTE);
    }
    let [first, second, third] = &mut browsers;
    assert_eq!(first.who().await, "guest");
    assert_eq!((second.who().await, third.who().await), ("ada fresh".to_owned(), "ada fresh".to_owned()));
}

#[tokio::test]
async fn listeners_hear_what_was_ended() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (ledger, ear) = (MemoryLedger::new(), Arc::clone(&heard));
    let site = Site::with_routes(routes(), |manager| {
        manager.ledger(ledger.clone()).on_event(move |event: &LoginEvent<'_, User>, _| match event {
            LoginEvent::LoginEnded { user, handle } => {
                ear.lock().expect("whole").push(format!("{} {handle}", user.name));
            }
            LoginEvent::LoggedOutElsewhere { user } => {
                ear.lock().expect("whole").push(format!("{} elsewhere", user.name));
            }
            _ => {}
        })
    });
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in("ada").await;
    let of_laptop = of_ada(&ledger).await[0].handle.to_string();
    phone.log_in("ada").await;
    phone.ask_with_body("/devices", &of_laptop).await;
    phone.post("/only-here", &[]).await;
    assert_eq!(*heard.lock().expect("whole"), [format!("ada {of_laptop}"), "ada elsewhere".to_owned()]);
}

#[public]
async fn list_as_anybody(login: Login<User>) -> Result<(), LoginError> {
    login.logins().await.map(drop)
}

#[tokio::test]
async fn without_a_log_in_there_is_no_list() {
    let ledger = MemoryLedger::new();
    let site = Site::with_routes(guarded_routes().route("/list", get(list_as_anybody)), |manager| {
        manager.ledger(ledger.clone())
    });
    assert_eq!(site.browser().get("/list").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn jobs_and_admins_use_the_manager() {
    let ledger = MemoryLedger::new();
    let clock = login_runtime::ManualClock::default();
    let manager = LoginManager::new(key(1)).clock(clock.clone()).ledger(ledger.clone()).build();
    let manager = manager.expect("good settings");
    let users = Users::new();
    let app = routes().with_login(manager.clone(), users.clone());
    let mut browser = crate::common::Browser::new(&app, &clock);
    browser.log_in("ada").await;
    let records = manager.logins::<User>(&1).await.expect("a list");
    assert_eq!(records.len(), 1);
    let handle = records[0].handle;
    assert!(!manager.end_login::<User>(&2, handle).await.expect("an answer"), "it is not Bob's");
    assert!(manager.end_login::<User>(&1, handle).await.expect("an answer"));
    assert_eq!(browser.who().await, "guest");
    assert_eq!(manager.prune_ledger().await.expect("an answer"), 0);
}

#[tokio::test]
async fn a_manager_without_a_ledger_says_so() {
    let manager = LoginManager::new(key(1)).build().expect("good settings");
    let error = manager.logins::<User>(&1).await.expect_err("there is no list");
    assert!(matches!(error, LoginError::NoLedger));
    assert!(error.to_string().contains("`.ledger(MemoryLedger::new())`"), "{error}");
    assert!(matches!(manager.prune_ledger().await, Err(LoginError::NoLedger)));
}

#[login_required]
async fn name(user: CurrentUser<User>) -> String {
    user.name.clone()
}

#[tokio::test]
async fn a_long_name_of_a_client_is_cut() {
    let ledger = MemoryLedger::new();
    let site = Site::with_routes(guarded_routes().route("/name", get(name)), |manager| {
        manager.ledger(ledger.clone())
    });
    let mut browser = site.browser();
    browser.agent = Box::leak("x".repeat(5000).into_boxed_str());
    browser.log_in("ada").await;
    assert_eq!(of_ada(&ledger).await[0].client.user_agent().map(str::len), Some(256));
    assert_eq!(browser.get("/name").await.body, "ada");
}
