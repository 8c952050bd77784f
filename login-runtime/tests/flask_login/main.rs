//! What Flask-Login does, test by test: `t033_…` is its test 33, `r2_…` one that only its release 0.6.3 has, and `e05_…` a case that
//! it has no test for. Where ours differs on purpose, the test says what Flask-Login does and why ours is better.
//!
//! Two of its 107 tests are about Python alone, and have no counterpart:
//!
//! - 92, `SecretKeyTestCase.test_native`: a text key becomes bytes by Latin-1. A key of ours is bytes from the start.
//! - 93, `SecretKeyTestCase.test_default`: the same, for a key given as an argument.
//!
//! Of the seven that only 0.6.3 has, R1 is about the package's own metadata.

#![allow(clippy::unchecked_time_subtraction, reason = "the tests subtract constants")]
#![allow(clippy::unnecessary_wraps, reason = "a loader answers with an option")]

#[allow(dead_code, unused_imports, reason = "the stories use what these do not")]
#[path = "../common/mod.rs"]
pub(crate) mod common;

mod caching;
mod confirming;
mod cookie_attributes;
mod cookie_encoding;
mod events;
mod freshness;
mod guards;
mod guests;
mod inactive_users;
mod loading_users;
mod logging_in;
mod logging_out;
mod messages;
pub(crate) mod migration;
mod needs_refresh;
mod next;
mod non_ascii_ids;
mod preflights;
mod protection_basic;
mod protection_strong;
mod proxies;
mod remember_duration;
mod remember_me;
mod remember_renewal;
mod replay;
mod request_loader;
mod server_errors;
mod static_files;
mod templates;
mod test_client;
mod transactions;
mod unauthorized;
mod urls;
mod user_types;
mod views;
pub(crate) mod world;
