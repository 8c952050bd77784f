//! The ledger in memory does what every ledger must, from many threads at once too; and the contract finds whoever does not.

use std::sync::Barrier;
use std::thread;

use login_runtime::testing::{contract_cases, ledger_contract};
use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};

async fn ledger() -> MemoryLedger {
    MemoryLedger::new()
}

ledger_contract!(ledger);

fn record(number: u8) -> LoginRecord {
    LoginRecord {
        handle: LoginHandle::from_bytes([number; 16]),
        client: ClientInfo::default(),
        created_at: Timestamp::from_unix_seconds(0),
        seen_at: Timestamp::from_unix_seconds(0),
        expires_at: Timestamp::MAX,
    }
}

/// Memory never waits, so a thread needs no runtime.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("memory never waits"),
    }
}

#[test]
fn of_many_threads_that_replace_and_end_one_log_in_a_single_one_wins() {
    const THREADS: u8 = 8;
    for _ in 0..200 {
        let (ledger, start) = (MemoryLedger::new(), Barrier::new(THREADS.into()));
        assert!(now(ledger.create(b"ada", record(0))).expect("memory does not fail"));
        let attempt = |number: u8| {
            start.wait();
            let old = LoginHandle::from_bytes([0; 16]);
            let won = match number % 2 {
                0 => now(ledger.replace(b"ada", old, record(number + 1))),
                _ => now(ledger.end(b"ada", old)),
            };
            won.expect("memory does not fail")
        };
        let wins = thread::scope(|scope| {
            let attempt = &attempt;
            let all: Vec<_> = (0..THREADS).map(|number| scope.spawn(move || attempt(number))).collect();
            all.into_iter().map(|thread| thread.join().expect("no panic")).filter(|won| *won).count()
        });
        assert_eq!(wins, 1);
    }
}

#[test]
fn log_ins_without_end_do_not_fill_the_memory() {
    let ledger = MemoryLedger::new().logins_per_user(3);
    for number in 0..=u8::MAX {
        let seen_at = Timestamp::from_unix_seconds(number.into());
        assert!(
            now(ledger.create(b"ada", LoginRecord { seen_at, ..record(number) }))
                .expect("memory does not fail")
        );
    }
    let mut left: Vec<_> = now(ledger.list(b"ada")).expect("memory does not fail");
    left.sort_by_key(|record| record.handle);
    assert_eq!(left.iter().map(|record| record.handle.as_bytes()[0]).collect::<Vec<_>>(), [253, 254, 255]);
}

/// What a ledger may get wrong.
#[derive(Clone, Copy, Debug)]
enum Flaw {
    CreateOverwrites,
    EndIsForgotten,
    EndAllSparesNobody,
    EveryoneOwnsEverything,
    NamesAreCut,
    PruneKeepsTheLastSecond,
    ReplaceIsACreate,
    ReplaceKeepsTheOld,
    ReplaceOverwrites,
    TouchCreates,
    TouchMovesBack,
}

/// A ledger with one flaw.
struct Flawed(MemoryLedger, Flaw);

impl Flawed {
    fn is(&self, flaw: Flaw) -> bool {
        std::mem::discriminant(&self.1) == std::mem::discriminant(&flaw)
    }

    fn owner<'a>(&self, owner: &'a [u8]) -> &'a [u8] {
        if self.is(Flaw::EveryoneOwnsEverything) { b"all" } else { owner }
    }
}

impl Ledger for Flawed {
    async fn create(&self, owner: &[u8], mut record: LoginRecord) -> Result<bool, LedgerError> {
        if self.is(Flaw::CreateOverwrites) {
            self.0.end(owner, record.handle).await?;
        }
        if self.is(Flaw::NamesAreCut) {
            let name = record.client.user_agent().map(|name| &name[..name.len().min(100)]);
            record.client = ClientInfo::new(record.client.address(), name);
        }
        self.0.create(self.owner(owner), record).await
    }

    async fn expiry(&self, owner: &[u8], handle: LoginHandle) -> Result<Option<Timestamp>, LedgerError> {
        self.0.expiry(self.owner(owner), handle).await
    }

    async fn touch(
        &self,
        owner: &[u8],
        handle: LoginHandle,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, LedgerError> {
        let is_flawed = self.is(Flaw::TouchCreates) || self.is(Flaw::TouchMovesBack);
        let all = self.0.list(owner).await?;
        let known = all.into_iter().find(|record| record.handle == handle);
        if is_flawed && (known.is_some() || self.is(Flaw::TouchCreates)) {
            self.0.end(owner, handle).await?;
            let client = known.map(|record| record.client).unwrap_or_default();
            let record = LoginRecord { handle, client, created_at: seen_at, seen_at, expires_at };
            return self.0.create(owner, record).await;
        }
        self.0.touch(self.owner(owner), handle, seen_at, expires_at).await
    }

    async fn replace(&self, owner: &[u8], old: LoginHandle, new: LoginRecord) -> Result<bool, LedgerError> {
        if self.is(Flaw::ReplaceIsACreate) {
            self.0.end(owner, old).await?;
            return self.0.create(owner, new).await;
        }
        if self.is(Flaw::ReplaceKeepsTheOld) {
            return self.0.create(owner, new).await;
        }
        if self.is(Flaw::ReplaceOverwrites) && self.0.expiry(owner, old).await?.is_some() {
            self.0.end(owner, new.handle).await?;
        }
        self.0.replace(self.owner(owner), old, new).await
    }

    async fn end(&self, owner: &[u8], handle: LoginHandle) -> Result<bool, LedgerError> {
        if self.is(Flaw::EndIsForgotten) {
            return Ok(self.0.expiry(owner, handle).await?.is_some());
        }
        self.0.end(self.owner(owner), handle).await
    }

    async fn end_all(&self, owner: &[u8], except: Option<LoginHandle>) -> Result<u64, LedgerError> {
        let except = except.filter(|_| !self.is(Flaw::EndAllSparesNobody));
        self.0.end_all(self.owner(owner), except).await
    }

    async fn list(&self, owner: &[u8]) -> Result<Vec<LoginRecord>, LedgerError> {
        self.0.list(self.owner(owner)).await
    }

    async fn prune(&self, now: Timestamp) -> Result<u64, LedgerError> {
        let second = u64::from(self.is(Flaw::PruneKeepsTheLastSecond));
        self.0.prune(Timestamp::from_unix_seconds(now.as_unix_seconds() - second)).await
    }
}

/// Runs a case of the contract on a ledger with a flaw, and says whether it fails.
macro_rules! finds {
    ($case:ident, $flaw:ident) => {{
        let flawed = Flawed(MemoryLedger::new(), Flaw::$flaw);
        let run = || contract_cases::run(contract_cases::$case(flawed));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err(), "{:?}", Flaw::$flaw);
    }};
}

#[test]
fn the_contract_finds_each_flaw() {
    finds!(a_client_comes_back_as_it_was, NamesAreCut);
    finds!(a_handle_is_taken_once, CreateOverwrites);
    finds!(a_log_in_is_there_until_it_ends, EndIsForgotten);
    finds!(a_replacement_is_the_new_one_alone, ReplaceKeepsTheOld);
    finds!(a_replacement_overwrites_nothing, ReplaceOverwrites);
    finds!(a_touch_brings_nothing_back, TouchCreates);
    finds!(a_touch_moves_forward_only, TouchMovesBack);
    finds!(all_but_one_end, EndAllSparesNobody);
    finds!(an_ended_log_in_is_not_replaced, ReplaceIsACreate);
    finds!(an_end_is_told_once, EndIsForgotten);
    finds!(of_a_replacement_and_an_end_at_once_one_wins, ReplaceIsACreate);
    finds!(of_many_replacements_at_once_one_wins, ReplaceIsACreate);
    finds!(owners_are_kept_apart, EveryoneOwnsEverything);
    finds!(what_expired_is_forgotten_and_nothing_else, PruneKeepsTheLastSecond);
    finds!(what_is_not_there_is_nothing, TouchCreates);
}
