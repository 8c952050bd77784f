//! What the server remembers of log-ins that live, where it is to remember anything: each can be shown to its owner and ended
//! by itself.

mod any;
#[cfg(any(feature = "postgres", feature = "redis", feature = "sqlite"))]
mod columns;
mod contract;
mod error;
mod memory;
#[cfg(feature = "postgres")]
mod postgres;
mod record;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "testing")]
mod unwritten;

pub(crate) use any::AnyLedger;
pub use contract::Ledger;
pub use error::LedgerError;
pub use memory::MemoryLedger;
#[cfg(feature = "postgres")]
pub use postgres::PostgresLedger;
pub use record::LoginRecord;
#[cfg(feature = "redis")]
pub use redis::RedisLedger;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteLedger;
#[cfg(feature = "testing")]
pub(crate) use unwritten::Unwritten;

/// How many log-ins of one user our ledgers keep by default: far more than a person has browsers, and few enough that nobody fills the
/// memory or the table by logging in again and again.
const LOGINS_PER_USER: usize = 100;
