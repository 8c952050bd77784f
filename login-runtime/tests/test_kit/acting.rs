//! Acting as somebody: a whole log-in, whatever the manager's settings.

use std::time::Duration;

use login_runtime::testing::{TestClient, assert_challenged, assert_guest, assert_logged_in_as};
use login_runtime::{Key, LoginManager, MemoryLedger, Router, SessionProtection, UserMixin, user_loader};

use crate::site::{ADA, BOB, OLD, Site, User};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn the_log_in_holds_under_every_protection() {
    use SessionProtection::{Basic, None, Strong};

    // Then the same cookies come from another device.
    for (protection, is_still_there, is_fresh) in
        [(None, true, true), (Basic, true, false), (Strong, false, false)]
    {
        let site = Site::with(|manager| manager.session_protection(protection));
        let mut client = site.client();
        client.acting_as(&ADA).on_device("Firefox");
        assert_eq!(client.get("/").await.text(), "1 fresh", "{protection:?}");
        client.on_device("curl");
        let page = client.get("/").await;
        let seen = match (is_still_there, is_fresh) {
            (true, true) => "1 fresh",
            (true, false) => "1 stale",
            (false, _) => "guest",
        };
        assert_eq!(page.text(), seen, "{protection:?}");
    }
}

#[tokio::test]
async fn the_device_is_that_of_the_client_unless_the_log_in_says_otherwise() {
    let site = Site::with(|manager| manager.session_protection(SessionProtection::Strong));
    let mut client = site.client();
    client.on_device("Firefox").acting_as(&ADA);
    assert_logged_in_as!(client.get("/").await, ADA);
    assert_logged_in_as!(client.acting_as(&ADA).on_device("Safari").stale("1h").get("/").await, ADA);
    assert_guest!(client.on_device("Firefox").get("/").await);
}

#[tokio::test]
async fn a_ledger_has_one_record_of_it() {
    let ledger = MemoryLedger::new();
    let site = Site::with(|manager| manager.ledger(ledger.clone()));
    let mut client = site.client();
    client.acting_as(&ADA).on_device("Firefox").remembered();
    let mut thief = client.clone();
    assert_logged_in_as!(thief.get("/").await, ADA);
    assert_logged_in_as!(client.get("/").await, ADA);
    let records = site.manager.logins::<User>(&ADA.id).await.expect("a list");
    let agents: Vec<_> = records.iter().map(|record| record.client.user_agent()).collect();
    assert_eq!(agents, [Some("Firefox")]);
}

#[tokio::test]
async fn it_sets_the_cookies_that_the_form_sets() {
    let site = Site::new();
    for remember in [false, true] {
        let (mut by_form, mut acting) = (site.client(), site.client());
        let fields: &[_] = if remember { &[("remember", "on")] } else { &[] };
        assert_logged_in_as!(by_form.post("/login", fields).await, ADA);
        let login = acting.acting_as(&ADA);
        if remember {
            login.remembered();
        }
        assert_eq!(by_form.get("/").await.text(), acting.get("/").await.text());
        for name in ["__Host-session", "__Host-remember"] {
            let len = |client: &TestClient| client.cookie(name).map(str::len);
            assert_eq!(len(&by_form), len(&acting), "{name}");
        }
    }
}

#[tokio::test]
async fn a_remembered_person_outlives_the_browser_and_is_not_fresh_then() {
    let site = Site::new();
    let mut client = site.client();
    client.acting_as(&ADA).remembered();
    assert_eq!(client.get("/").await.text(), "1 fresh remembered");
    client.close_browser();
    assert_eq!(client.cookie("__Host-session"), None);
    assert_eq!(client.get("/").await.text(), "1 stale remembered");

    client.close_browser();
    site.clock.advance(30 * DAY);
    assert_guest!(client.get("/").await);
    assert_eq!(client.cookie("__Host-remember"), None);

    client.acting_as(&ADA);
    client.close_browser();
    assert_guest!(client.get("/").await);
}

#[tokio::test]
async fn another_log_in_takes_the_place_of_the_first() {
    let site = Site::new();
    let mut client = site.client();
    client.acting_as(&ADA).remembered();
    client.acting_as(&BOB);
    assert_eq!(client.get("/").await.text(), "2 fresh");
    client.close_browser();
    assert_guest!(client.get("/").await);
}

#[tokio::test]
async fn how_long_ago_the_person_proved_who_they_are_decides_what_is_fresh() {
    let site = Site::new();
    let mut client = site.client();
    assert_logged_in_as!(client.acting_as(&ADA).stale("14m").get("/keys").await, ADA);
    assert_challenged!(client.acting_as(&ADA).stale("15m").get("/keys").await, "/confirm");
    // Longer ago than any session lasts: it counts from now.
    assert_logged_in_as!(client.acting_as(&ADA).stale("90d").get("/dashboard").await, ADA);

    client.acting_as(&ADA);
    site.clock.advance(Duration::from_secs(15 * 60));
    assert_challenged!(client.get("/keys").await, "/confirm");
}

#[tokio::test]
async fn whoever_could_not_stay_logged_in_is_a_guest() {
    let site = Site::new();
    assert_guest!(site.client().acting_as(&OLD).get("/").await);
    assert_guest!(site.client().acting_as(&User { id: 99, ..ADA }).get("/").await);
}

#[derive(Clone, UserMixin)]
struct Named {
    #[user(id)]
    name: String,
}

#[user_loader]
fn load_named(name: String) -> Option<Named> {
    Some(Named { name })
}

fn named_site() -> (axum::Router, LoginManager) {
    let manager = LoginManager::new(Key::generate().expect("randomness")).build().expect("good settings");
    (Router::<Named>::new().with_login(manager.clone(), ()), manager)
}

#[test]
#[should_panic(expected = "nobody can log in with the id \"\"; it must have 1 to 128 bytes")]
fn an_id_that_fits_no_ticket_is_told_at_once() {
    let (app, manager) = named_site();
    TestClient::new(&app, &manager).acting_as(&Named { name: String::new() });
}

#[test]
#[should_panic(expected = "site::User` is not the user type of this manager's app")]
fn a_user_of_another_type_is_told_at_once() {
    let (app, manager) = named_site();
    TestClient::new(&app, &manager).acting_as(&ADA);
}

#[test]
#[should_panic(expected = "no app was made with this manager; hand over a clone of the one that the app has")]
fn a_manager_of_no_app_is_told_at_once() {
    let other = LoginManager::new(Key::generate().expect("randomness")).build().expect("good settings");
    TestClient::new(&Site::new().app, &other).acting_as(&ADA);
}

#[test]
#[should_panic(expected = "`20 minutes` is no time; write `30s`, `20m`, `2h` or `1d`")]
fn a_time_that_is_none_is_told_at_once() {
    Site::new().client().acting_as(&ADA).stale("20 minutes");
}
