//! A small site, its users, and a browser to visit it with.

mod browser;
mod logs;
mod site;
mod users;

pub(crate) use browser::{Browser, Page, SCRIPT, send};
pub(crate) use logs::{Logs, Record};
pub(crate) use site::{Site, guarded_routes, key, log_in, who};
pub(crate) use users::{User, Users};

use std::time::Duration;

pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const HOUR: Duration = Duration::from_secs(60 * 60);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);
pub(crate) const SECOND: Duration = Duration::from_secs(1);
