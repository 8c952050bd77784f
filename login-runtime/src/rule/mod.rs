//! Access rules: what an attribute says, as a tree that is asked, printed and explained.

mod access_rule;
mod atoms;
mod check;
mod evaluate;
mod facts;
mod text;
mod tree;
pub(crate) mod typed;

pub use access_rule::AccessRule;
pub(crate) use access_rule::{Audience, Denial};
pub use atoms::{Atom, OfObject};
pub use check::{
    Ask, Asked, Async, AsyncOfRequest, AsyncOfUser, Check, CheckFn, CheckOutput, CheckRequest, Plain,
    WithRequest, ask,
};
pub use evaluate::Truth;
pub(crate) use evaluate::{decide, pending_check};
pub use facts::Facts;
pub(crate) use text::InUnits;
pub use tree::Rule;
