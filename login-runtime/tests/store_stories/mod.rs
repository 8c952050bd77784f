//! What people notice of a ledger in a store, told once for all of them. `store-tests` tells it of those that need a server.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use login_runtime::routing::get;
use login_runtime::testing::{TestClient, assert_guest, assert_logged_in_as};
use login_runtime::{
    ClientInfo, CurrentUser, Key, Ledger, LoginHandle, LoginManager, LoginRecord, ManualClock, Router,
    Timestamp, UserMixin, public, user_loader,
};
use tokio::task::JoinSet;

/// A store of a test's own.
pub(crate) trait Store {
    type Ledger: Ledger;

    /// Makes an empty one.
    async fn new() -> Self;

    /// A ledger on connections of its own, as a process has that was just started.
    async fn ledger(&self) -> Self::Ledger;

    /// Makes every call fail.
    async fn fail(&self);

    /// Makes it work again, with what was in it.
    async fn come_back(&self);

    /// What it has of the one log-in that is in it, as whoever reads the store finds it.
    async fn content(&self) -> Vec<u8>;
}

/// One test for each story, of the store that is named and its ledger, of which it takes `logins_per_user`.
macro_rules! store_stories {
    ($store:ident) => {
        $crate::store_stories! { @ $store
            a_job_forgets_what_expired,
            a_store_that_fails_is_a_503_and_comes_back,
            nothing_in_the_store_lets_anybody_in,
            nothing_that_is_replaced_meanwhile_survives_the_end_of_all,
            of_many_connections_that_replace_one_log_in_a_single_one_wins,
            people_stay_logged_in_across_a_restart_until_they_log_out_anywhere,
        }

        #[tokio::test]
        async fn the_log_in_seen_longest_ago_makes_room() {
            let ledger = <$store as store_stories::Store>::new().await.ledger().await.logins_per_user(3);
            store_stories::the_log_in_seen_longest_ago_makes_room(ledger).await;
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn of_many_log_ins_at_once_one_stays_where_there_is_room_for_one() {
            let store = <$store as store_stories::Store>::new().await;
            let ledger = || async { store.ledger().await.logins_per_user(1) };
            store_stories::of_many_log_ins_at_once_one_stays_where_there_is_room_for_one(ledger).await;
        }
    };
    (@ $store:ident $($story:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn $story() {
            store_stories::$story(<$store as store_stories::Store>::new().await).await;
        }
    )*};
}

pub(crate) use store_stories;

pub(crate) fn record(number: u8) -> LoginRecord {
    LoginRecord {
        handle: handle(number),
        client: ClientInfo::default(),
        created_at: Timestamp::from_unix_seconds(0),
        seen_at: Timestamp::from_unix_seconds(0),
        expires_at: Timestamp::MAX,
    }
}

pub(crate) fn handle(number: u8) -> LoginHandle {
    LoginHandle::from_bytes([number; 16])
}

#[derive(Clone, Debug, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
fn load_user(id: i64) -> Option<User> {
    (id == 1).then_some(User { id })
}

const ADA: User = User { id: 1 };

#[public]
async fn who(user: Option<CurrentUser<User>>) -> String {
    user.map_or_else(|| "guest".to_owned(), |user| user.id.to_string())
}

const KEY: &[u8] = b"the same in every process of the app";

/// One process of an application.
fn process(ledger: impl Ledger, clock: &ManualClock) -> (axum::Router, LoginManager) {
    let key = Key::try_from(KEY).expect("a good key");
    let manager = LoginManager::new(key).clock(clock.clone()).ledger(ledger).build().expect("good settings");
    (Router::<User>::new().route("/", get(who)).with_login(manager.clone(), ()), manager)
}

pub(crate) async fn people_stay_logged_in_across_a_restart_until_they_log_out_anywhere(store: impl Store) {
    let clock = ManualClock::default();
    let (app, manager) = process(store.ledger().await, &clock);
    let mut client = TestClient::new(&app, &manager);
    client.acting_as(&ADA).remembered();
    assert_logged_in_as!(client.get("/").await, ADA);

    let (app, other) = process(store.ledger().await, &clock);
    let mut copy = TestClient::new(&app, &other);
    copy.set_cookie("__Host-session", client.cookie("__Host-session").expect("a log-in"));
    assert_logged_in_as!(copy.get("/").await, ADA);
    manager.logout_everywhere::<User>(&1).await.expect("a log-out");
    assert_guest!(copy.get("/").await);
}

pub(crate) async fn a_store_that_fails_is_a_503_and_comes_back(store: impl Store) {
    let (app, manager) = process(store.ledger().await, &ManualClock::default());
    let mut client = TestClient::new(&app, &manager);
    client.acting_as(&ADA);
    assert_logged_in_as!(client.get("/").await, ADA);
    store.fail().await;
    assert_eq!(client.get("/").await.status(), 503);
    store.come_back().await;
    assert_logged_in_as!(client.get("/").await, ADA);
}

pub(crate) async fn a_job_forgets_what_expired(store: impl Store) {
    let clock = ManualClock::default();
    let (app, manager) = process(store.ledger().await, &clock);
    let mut client = TestClient::new(&app, &manager);
    client.acting_as(&ADA);
    client.get("/").await;
    assert_eq!(manager.prune_ledger().await.expect("a count"), 0);
    clock.advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!(manager.prune_ledger().await.expect("a count"), 1);
}

/// Whoever reads the store finds nothing that stands in a ticket.
pub(crate) async fn nothing_in_the_store_lets_anybody_in(store: impl Store) {
    let (app, manager) = process(store.ledger().await, &ManualClock::default());
    let mut client = TestClient::new(&app, &manager);
    client.acting_as(&ADA);
    client.get("/").await;
    let content = store.content().await;
    assert!(content.len() >= 16, "the handle at least");
    let ticket = URL_SAFE_NO_PAD.decode(client.cookie("__Host-session").expect("a log-in")).expect("base64");
    assert!(content.windows(4).all(|part| ticket.windows(4).all(|window| window != part)));
}

pub(crate) async fn the_log_in_seen_longest_ago_makes_room(of_three: impl Ledger) {
    let ledger = of_three;
    for number in 0..=9 {
        let seen_at = Timestamp::from_unix_seconds((number / 2).into());
        for owner in [b"ada", b"bob"] {
            let record = LoginRecord { seen_at, ..record(number) };
            assert!(ledger.create(owner, record).await.expect("an answer"));
        }
        let latest = ledger.expiry(b"ada", handle(number)).await;
        assert!(latest.expect("an answer").is_some(), "the new one stays");
    }
    let left = ledger.list(b"ada").await.expect("a list");
    assert!(
        left.len() == 3 && left.iter().all(|record| record.seen_at >= Timestamp::from_unix_seconds(3)),
        "{left:?}"
    );
    assert_eq!(ledger.list(b"bob").await.expect("a list").len(), 3);
}

const MACHINES: u8 = 4;
const ROUNDS: usize = 3;

/// Ledgers of as many machines.
async fn machines<L: Ledger, F: Future<Output = L>>(ledger: impl Fn() -> F) -> Vec<Arc<L>> {
    let mut machines = Vec::new();
    for _ in 0..MACHINES {
        machines.push(Arc::new(ledger().await));
    }
    machines
}

pub(crate) async fn of_many_log_ins_at_once_one_stays_where_there_is_room_for_one<L: Ledger, F>(
    ledger_of_one: impl Fn() -> F,
) where
    F: Future<Output = L>,
{
    let machines = machines(ledger_of_one).await;
    for _ in 0..ROUNDS {
        let mut all = JoinSet::new();
        for (number, ledger) in (1..=32).zip(machines.iter().cycle().map(Arc::clone)) {
            all.spawn(async move { ledger.create(b"ada", record(number)).await });
        }
        let answers = all.join_all().await.into_iter().map(|answer| answer.expect("an answer"));
        assert_eq!(answers.filter(|is_new| *is_new).count(), 32);
        assert_eq!(machines[0].list(b"ada").await.expect("a list").len(), 1);
        assert_eq!(machines[0].end_all(b"ada", None).await.expect("a count"), 1);
    }
}

pub(crate) async fn of_many_connections_that_replace_one_log_in_a_single_one_wins(store: impl Store) {
    let machines = machines(|| store.ledger()).await;
    for _ in 0..ROUNDS {
        assert!(machines[0].create(b"ada", record(0)).await.expect("an answer"));
        let mut all = JoinSet::new();
        for (number, ledger) in (1..=32).zip(machines.iter().cycle().map(Arc::clone)) {
            all.spawn(async move { ledger.replace(b"ada", handle(0), record(number)).await });
        }
        let answers = all.join_all().await.into_iter().map(|answer| answer.expect("an answer"));
        assert_eq!(answers.filter(|has_won| *has_won).count(), 1);
        assert_eq!(machines[0].end_all(b"ada", None).await.expect("a count"), 1);
    }
}

/// Whichever of the two comes first, nothing is left: what has a new handle has ended, or has none.
pub(crate) async fn nothing_that_is_replaced_meanwhile_survives_the_end_of_all(store: impl Store) {
    let machines = machines(|| store.ledger()).await;
    for _ in 0..ROUNDS {
        let mut all = JoinSet::new();
        for number in 1..=20 {
            assert!(machines[0].create(b"ada", record(number)).await.expect("an answer"));
        }
        for (number, ledger) in (1..=20).zip(machines.iter().cycle().map(Arc::clone)) {
            all.spawn(
                async move { ledger.replace(b"ada", handle(number), record(100 + number)).await.map(drop) },
            );
            let ledger = Arc::clone(&machines[1]);
            if number == 10 {
                all.spawn(async move { ledger.end_all(b"ada", None).await.map(drop) });
            }
        }
        for answer in all.join_all().await {
            answer.expect("an answer");
        }
        assert_eq!(machines[0].list(b"ada").await.expect("a list"), []);
    }
}
