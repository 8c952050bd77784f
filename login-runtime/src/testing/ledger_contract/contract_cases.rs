//! The facts, one function each. The macro names them; nobody else does.

use std::sync::Arc;

use tokio::task::JoinSet;

use crate::clock::Timestamp;
use crate::crypto::LoginHandle;
use crate::ledger::{Ledger, LedgerError, LoginRecord};
use crate::session::ClientInfo;
pub use crate::testing::cases::run;

const ADA: &[u8] = b"i\0\0\0\0\0\0\0\x01";
const BOB: &[u8] = b"i\0\0\0\0\0\0\0\x02";

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_unix_seconds(1_767_225_600 + seconds)
}

fn handle(number: u8) -> LoginHandle {
    LoginHandle::from_bytes([number; 16])
}

fn record(number: u8) -> LoginRecord {
    LoginRecord {
        handle: handle(number),
        client: ClientInfo::new(Some([192, 0, 2, number].into()), Some("Firefox")),
        created_at: at(0),
        seen_at: at(10),
        expires_at: at(100),
    }
}

/// What a ledger answers that works.
fn ok<T>(answer: Result<T, LedgerError>) -> T {
    answer.unwrap_or_else(|error| panic!("the ledger failed: {error}"))
}

async fn listed(ledger: &impl Ledger, owner: &[u8]) -> Vec<LoginRecord> {
    let mut all = ok(ledger.list(owner).await);
    all.sort_by_key(|record| record.handle);
    all
}

/// `expiry_at_once` answers as `expiry` does, where it answers.
async fn expiry(ledger: &impl Ledger, owner: &[u8], handle: LoginHandle) -> Option<Timestamp> {
    let expiry = ok(ledger.expiry(owner, handle).await);
    if let Some(at_once) = ledger.expiry_at_once(owner, handle) {
        assert_eq!(ok(at_once), expiry, "`expiry_at_once` and `expiry`");
    }
    expiry
}

pub async fn a_log_in_is_there_until_it_ends(ledger: impl Ledger) {
    assert!(ok(ledger.create(ADA, record(1)).await));
    assert_eq!(expiry(&ledger, ADA, handle(1)).await, Some(at(100)));
    assert_eq!(listed(&ledger, ADA).await, [record(1)]);
    ok(ledger.end(ADA, handle(1)).await);
    assert_eq!(expiry(&ledger, ADA, handle(1)).await, None);
    assert_eq!(listed(&ledger, ADA).await, []);
}

pub async fn what_is_not_there_is_nothing(ledger: impl Ledger) {
    assert_eq!(expiry(&ledger, ADA, handle(1)).await, None);
    assert_eq!(listed(&ledger, ADA).await, []);
    assert!(!ok(ledger.touch(ADA, handle(1), at(1), at(2)).await));
    assert!(!ok(ledger.replace(ADA, handle(1), record(2)).await));
    assert!(!ok(ledger.end(ADA, handle(1)).await));
    assert_eq!(ok(ledger.end_all(ADA, None).await), 0);
    assert_eq!(ok(ledger.prune(at(1000)).await), 0);
    assert_eq!(listed(&ledger, ADA).await, [], "and asking made nothing");
}

pub async fn a_handle_is_taken_once(ledger: impl Ledger) {
    assert!(ok(ledger.create(ADA, record(1)).await));
    let other = LoginRecord { expires_at: at(500), ..record(1) };
    assert!(!ok(ledger.create(ADA, other).await));
    assert_eq!(listed(&ledger, ADA).await, [record(1)], "the first one stands as it was");
}

/// Owners may be any bytes, and one may begin as another does.
pub async fn owners_are_kept_apart(ledger: impl Ledger) {
    let long = [b's'; 129];
    let owners: [&[u8]; 6] = [ADA, BOB, b"sa", b"sa\0", b"s\xff\xfe'\"%", &long];
    for owner in owners {
        assert!(ok(ledger.create(owner, record(1)).await), "{owner:?}");
    }
    assert!(ok(ledger.create(ADA, record(2)).await));
    assert!(!ok(ledger.end(BOB, handle(2)).await), "it is not Bob's");
    assert!(!ok(ledger.touch(BOB, handle(2), at(20), at(200)).await));
    assert!(!ok(ledger.replace(BOB, handle(2), record(3)).await));
    assert_eq!(ok(ledger.end_all(b"sa", None).await), 1);
    for owner in [ADA, BOB, b"sa\0", b"s\xff\xfe'\"%", &long] {
        assert_eq!(expiry(&ledger, owner, handle(1)).await, Some(at(100)), "{owner:?}");
    }
    assert_eq!(listed(&ledger, ADA).await, [record(1), record(2)]);
}

pub async fn a_client_comes_back_as_it_was(ledger: impl Ledger) {
    let v6 = "2001:db8::7".parse().expect("an address");
    let longest = "x".repeat(256);
    let clients = [
        ClientInfo::new(None, None),
        ClientInfo::new(Some(v6), Some("it's \"odd\" \\ %s")),
        ClientInfo::new(Some([0, 0, 0, 0].into()), Some("")),
        ClientInfo::new(None, Some(&longest)),
    ];
    for (number, client) in (1..).zip(clients) {
        let record = LoginRecord { client, ..record(number) };
        assert!(ok(ledger.create(ADA, record.clone()).await));
        assert_eq!(listed(&ledger, ADA).await.last(), Some(&record));
    }
}

pub async fn a_touch_moves_forward_only(ledger: impl Ledger) {
    ok(ledger.create(ADA, record(1)).await);
    assert!(ok(ledger.touch(ADA, handle(1), at(20), at(50)).await));
    let touched = LoginRecord { seen_at: at(20), ..record(1) };
    assert_eq!(listed(&ledger, ADA).await, [touched], "an earlier expiry changes nothing");
    assert!(ok(ledger.touch(ADA, handle(1), at(15), at(200)).await));
    let touched = LoginRecord { seen_at: at(20), expires_at: at(200), ..record(1) };
    assert_eq!(listed(&ledger, ADA).await, [touched]);
}

pub async fn a_touch_brings_nothing_back(ledger: impl Ledger) {
    ok(ledger.create(ADA, record(1)).await);
    ok(ledger.end(ADA, handle(1)).await);
    assert!(!ok(ledger.touch(ADA, handle(1), at(20), at(200)).await));
    assert_eq!(expiry(&ledger, ADA, handle(1)).await, None);
}

pub async fn an_end_is_told_once(ledger: impl Ledger) {
    ok(ledger.create(ADA, record(1)).await);
    assert!(ok(ledger.end(ADA, handle(1)).await));
    assert!(!ok(ledger.end(ADA, handle(1)).await));
}

pub async fn all_but_one_end(ledger: impl Ledger) {
    for number in 1..=3 {
        ok(ledger.create(ADA, record(number)).await);
    }
    ok(ledger.create(BOB, record(4)).await);
    assert_eq!(ok(ledger.end_all(ADA, Some(handle(2))).await), 2);
    assert_eq!(listed(&ledger, ADA).await, [record(2)]);
    assert_eq!(ok(ledger.end_all(ADA, Some(handle(9))).await), 1, "one that is not there saves none");
    assert_eq!(listed(&ledger, BOB).await, [record(4)]);
    assert_eq!(ok(ledger.end_all(BOB, None).await), 1);
    assert_eq!(listed(&ledger, BOB).await, []);
}

pub async fn a_replacement_is_the_new_one_alone(ledger: impl Ledger) {
    ok(ledger.create(ADA, record(1)).await);
    assert!(ok(ledger.replace(ADA, handle(1), record(2)).await));
    assert_eq!(expiry(&ledger, ADA, handle(1)).await, None);
    assert_eq!(listed(&ledger, ADA).await, [record(2)]);
    assert!(!ok(ledger.replace(ADA, handle(1), record(3)).await), "what was replaced has ended");
    assert_eq!(listed(&ledger, ADA).await, [record(2)]);
}

pub async fn an_ended_log_in_is_not_replaced(ledger: impl Ledger) {
    ok(ledger.create(ADA, record(1)).await);
    ok(ledger.end(ADA, handle(1)).await);
    assert!(!ok(ledger.replace(ADA, handle(1), record(2)).await));
    assert_eq!(listed(&ledger, ADA).await, []);
}

pub async fn a_replacement_overwrites_nothing(ledger: impl Ledger) {
    ok(ledger.create(ADA, record(1)).await);
    ok(ledger.create(ADA, record(2)).await);
    let other = LoginRecord { expires_at: at(500), ..record(2) };
    assert!(!ok(ledger.replace(ADA, handle(1), other).await));
    let itself = LoginRecord { expires_at: at(500), ..record(1) };
    assert!(!ok(ledger.replace(ADA, handle(1), itself).await), "the new one is there already");
    assert_eq!(listed(&ledger, ADA).await, [record(1), record(2)], "nothing has changed");
}

pub async fn of_many_replacements_at_once_one_wins(ledger: impl Ledger) {
    ok(ledger.create(ADA, record(1)).await);
    let ledger = Arc::new(ledger);
    let mut all = JoinSet::new();
    for number in 2..20 {
        let ledger = Arc::clone(&ledger);
        all.spawn(async move { ok(ledger.replace(ADA, handle(1), record(number)).await) });
    }
    let wins = all.join_all().await.into_iter().filter(|has_won| *has_won).count();
    assert_eq!((wins, listed(&*ledger, ADA).await.len()), (1, 1));
}

pub async fn of_a_replacement_and_an_end_at_once_one_wins(ledger: impl Ledger) {
    let ledger = Arc::new(ledger);
    for number in (1..40).step_by(2) {
        ok(ledger.create(ADA, record(number)).await);
        let replace = {
            let (ledger, new) = (Arc::clone(&ledger), record(number + 1));
            async move { ok(ledger.replace(ADA, handle(number), new).await) }
        };
        let end = {
            let ledger = Arc::clone(&ledger);
            async move { ok(ledger.end(ADA, handle(number)).await) }
        };
        // Either comes first, now and then.
        let (replacing, ending) = if number % 4 == 1 {
            (tokio::spawn(replace), tokio::spawn(end))
        } else {
            let ending = tokio::spawn(end);
            (tokio::spawn(replace), ending)
        };
        let won = (replacing.await.expect("no panic"), ending.await.expect("no panic"));
        assert!(won.0 != won.1, "replaced and ended: {won:?}");
        let left = listed(&*ledger, ADA).await.len();
        assert_eq!(left, usize::from(won.0));
        ok(ledger.end_all(ADA, None).await);
    }
}

pub async fn what_expired_is_forgotten_and_nothing_else(ledger: impl Ledger) {
    let lives_until = |number, expires_at| LoginRecord { expires_at, ..record(number) };
    ok(ledger.create(ADA, lives_until(1, at(49))).await);
    ok(ledger.create(ADA, lives_until(2, at(50))).await);
    ok(ledger.create(BOB, lives_until(3, at(51))).await);
    assert_eq!(ok(ledger.prune(at(50)).await), 2);
    assert_eq!(listed(&ledger, ADA).await, []);
    assert_eq!(listed(&ledger, BOB).await, [lives_until(3, at(51))]);
}
