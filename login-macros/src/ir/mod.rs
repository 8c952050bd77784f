//! Checked plans, one a kind of output; each prints itself and reports nothing.

pub(crate) mod guard_plan;
pub(crate) mod loader_plan;
pub(crate) mod user_id_plan;
pub(crate) mod user_plan;
