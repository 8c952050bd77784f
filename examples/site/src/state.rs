//! What every request can reach.

use axum::extract::FromRef;
use login_runtime::Clock;
use sqlx::SqlitePool;

use crate::{password::Passwords, throttle::Throttle};

/// Handlers take a part of it as `State<SqlitePool>` and so on.
#[derive(Clone, Debug, FromRef)]
pub struct AppState {
    pub(crate) db: SqlitePool,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
}

impl AppState {
    /// The clock tells the throttle the time.
    #[must_use]
    pub fn new(db: SqlitePool, passwords: Passwords, clock: impl Clock) -> Self {
        Self { db, passwords, throttle: Throttle::new(clock) }
    }
}
