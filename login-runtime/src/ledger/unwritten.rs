//! Log-ins that a test began without waiting: the ledger is told of them before the next request.

use std::sync::{Mutex, PoisonError};

use super::{AnyLedger, LoginRecord};
use crate::crypto::LoginHandle;
use crate::user::IdBuffer;

/// Log-ins that the ledger is not told of yet.
#[derive(Debug, Default)]
pub(crate) struct Unwritten(Mutex<Vec<(IdBuffer, LoginRecord)>>);

impl Unwritten {
    pub(crate) fn push(&self, owner: IdBuffer, record: LoginRecord) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((owner, record));
    }

    /// Forgets one that another log-in took the place of.
    pub(crate) fn forget(&self, handle: LoginHandle) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, record)| record.handle != handle);
    }

    /// Tells the ledger.
    ///
    /// # Panics
    ///
    /// Where that fails: the test has no log-in to go on with.
    pub(crate) async fn write(&self, ledger: Option<&dyn AnyLedger>) {
        let all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(ledger) = ledger else { return };
        for (owner, record) in all {
            let written = ledger.create(owner.in_ticket(), record).await;
            written.unwrap_or_else(|error| panic!("the ledger could not be told of a log-in: {error}"));
        }
    }
}
