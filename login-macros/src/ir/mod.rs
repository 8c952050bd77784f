//! Checked plans, one a kind of output; each prints itself and reports nothing.

pub(crate) mod access_enum_plan;
pub(crate) mod guard_plan;
pub(crate) mod guarded_plan;
pub(crate) mod loader_plan;
pub(crate) mod named_rule_plan;
mod own_conditions;
pub(crate) mod plain_rule;
pub(crate) mod rule_plan;
pub(crate) mod user_id_plan;
pub(crate) mod user_plan;
