//! A log-in as columns, in which every store keeps the same.

use super::{LedgerError, LoginRecord};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;
use crate::session::ClientInfo;

/// What is kept beside the owner: handle, address, user agent, and the seconds since 1970 when it was created, was seen and expires.
pub(super) type Columns = (Vec<u8>, Option<String>, Option<String>, i64, i64, i64);

/// Reads a log-in, of which anything may have become in the store.
pub(super) fn record(columns: Columns) -> Result<LoginRecord, LedgerError> {
    let (handle, address, user_agent, created_at, seen_at, expires_at) = columns;
    let handle = handle.try_into().map_err(|_| "a handle in the ledger has not 16 bytes")?;
    let address = address.map(|address| address.parse()).transpose()?;
    Ok(LoginRecord {
        handle: LoginHandle::from_bytes(handle),
        client: ClientInfo::new(address, user_agent.as_deref()),
        created_at: timestamp(created_at)?,
        seen_at: timestamp(seen_at)?,
        expires_at: timestamp(expires_at)?,
    })
}

pub(super) fn address(record: &LoginRecord) -> Option<String> {
    record.client.address().map(|address| address.to_string())
}

pub(super) fn seconds(at: Timestamp) -> i64 {
    // 32 bits, so that they fit.
    i64::try_from(at.as_unix_seconds()).unwrap_or(i64::MAX)
}

pub(super) fn timestamp(seconds: i64) -> Result<Timestamp, LedgerError> {
    Ok(Timestamp::from_unix_seconds(u64::try_from(seconds)?))
}
