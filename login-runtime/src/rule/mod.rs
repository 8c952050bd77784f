//! Access rules and what they decide.

mod access_rule;
mod decision;

pub(crate) use access_rule::Requirement;
pub use access_rule::{AccessRule, HandlerSite};
pub(crate) use decision::{Decision, Standing};
