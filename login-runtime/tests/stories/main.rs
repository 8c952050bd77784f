//! Behaviour as stories, one module a topic: in process, with a clock that moves only when told to.

#![allow(clippy::unchecked_time_subtraction, reason = "the tests subtract constants")]
#![allow(clippy::unnecessary_wraps, reason = "a loader answers with an option")]

#[path = "../common/mod.rs"]
pub(crate) mod common;

mod body_not_read;
mod caching;
mod concurrency;
mod config;
mod cross_origin;
mod events;
mod fixation;
mod freshness;
mod guarded_router;
mod key_rotation;
mod laziness;
mod ledger;
mod ledger_failure;
mod loader_failure;
mod loading_at_once;
mod login_error;
mod login_flow;
mod logout;
mod model;
mod options;
mod plain_router;
mod protection;
mod redirects;
mod refusal_handler;
mod refusals;
mod remember_me;
mod revocation;
pub(crate) mod rules;
mod server_errors;
mod several_user_types;
mod tickets;
mod timeouts;
mod two_tabs;
mod typed_ids;
