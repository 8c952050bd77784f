//! What the user writes, as darling structs: one field an argument, no rule across fields.

pub(crate) mod access_enum_input;
pub(crate) mod challenge;
pub(crate) mod condition;
pub(crate) mod flag;
pub(crate) mod guard_args;
pub(crate) mod loader_args;
pub(crate) mod requires_args;
pub(crate) mod user_input;
pub(crate) mod within;
