//! A ledger whose type is not known, as the manager holds it.

use std::future::Future;
use std::pin::Pin;

use super::{Ledger, LedgerError, LoginRecord};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, LedgerError>> + Send + 'a>>;

/// [`Ledger`] with its futures in boxes.
pub(crate) trait AnyLedger: Send + Sync {
    fn create<'a>(&'a self, owner: &'a [u8], record: LoginRecord) -> Answer<'a, bool>;

    fn expiry<'a>(&'a self, owner: &'a [u8], handle: LoginHandle) -> Answer<'a, Option<Timestamp>>;

    fn expiry_at_once(
        &self,
        owner: &[u8],
        handle: LoginHandle,
    ) -> Option<Result<Option<Timestamp>, LedgerError>>;

    fn touch<'a>(
        &'a self,
        owner: &'a [u8],
        handle: LoginHandle,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Answer<'a, bool>;

    fn replace<'a>(&'a self, owner: &'a [u8], old: LoginHandle, new: LoginRecord) -> Answer<'a, bool>;

    fn end<'a>(&'a self, owner: &'a [u8], handle: LoginHandle) -> Answer<'a, bool>;

    fn end_all<'a>(&'a self, owner: &'a [u8], except: Option<LoginHandle>) -> Answer<'a, u64>;

    fn list<'a>(&'a self, owner: &'a [u8]) -> Answer<'a, Vec<LoginRecord>>;

    fn prune(&self, now: Timestamp) -> Answer<'_, u64>;
}

impl<L: Ledger> AnyLedger for L {
    fn create<'a>(&'a self, owner: &'a [u8], record: LoginRecord) -> Answer<'a, bool> {
        Box::pin(L::create(self, owner, record))
    }

    fn expiry<'a>(&'a self, owner: &'a [u8], handle: LoginHandle) -> Answer<'a, Option<Timestamp>> {
        Box::pin(L::expiry(self, owner, handle))
    }

    fn expiry_at_once(
        &self,
        owner: &[u8],
        handle: LoginHandle,
    ) -> Option<Result<Option<Timestamp>, LedgerError>> {
        L::expiry_at_once(self, owner, handle)
    }

    fn touch<'a>(
        &'a self,
        owner: &'a [u8],
        handle: LoginHandle,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Answer<'a, bool> {
        Box::pin(L::touch(self, owner, handle, seen_at, expires_at))
    }

    fn replace<'a>(&'a self, owner: &'a [u8], old: LoginHandle, new: LoginRecord) -> Answer<'a, bool> {
        Box::pin(L::replace(self, owner, old, new))
    }

    fn end<'a>(&'a self, owner: &'a [u8], handle: LoginHandle) -> Answer<'a, bool> {
        Box::pin(L::end(self, owner, handle))
    }

    fn end_all<'a>(&'a self, owner: &'a [u8], except: Option<LoginHandle>) -> Answer<'a, u64> {
        Box::pin(L::end_all(self, owner, except))
    }

    fn list<'a>(&'a self, owner: &'a [u8]) -> Answer<'a, Vec<LoginRecord>> {
        Box::pin(L::list(self, owner))
    }

    fn prune(&self, now: Timestamp) -> Answer<'_, u64> {
        Box::pin(L::prune(self, now))
    }
}
