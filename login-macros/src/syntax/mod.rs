//! Pieces of syntax that no macro owns.

pub(crate) mod access_attributes;
mod angles;
pub(crate) mod annotated;
pub(crate) mod argument;
pub(crate) mod cfgs;
pub(crate) mod fallback;
pub(crate) mod handler_fn;
pub(crate) mod helper_attributes;
pub(crate) mod lenient_fn;
pub(crate) mod locals;
pub(crate) mod meta_list;
pub(crate) mod nearest;
pub(crate) mod operators;
pub(crate) mod read;
pub(crate) mod types;
