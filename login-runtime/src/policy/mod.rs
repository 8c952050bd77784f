//! Object rules: what a resource is, who may do what with it, and how one is loaded.

mod can;
mod decision;
mod loaded;
mod loader;
mod permit;
mod resource;

pub(crate) use can::ask;
pub use can::can;
pub use decision::{Challenge, Decision};
pub use loaded::{Loaded, LoadedArgument, ResourceOf, UserOf};
pub(crate) use loader::{AnyObject, Object};
pub use loader::{Load, ResourceLoader};
pub use permit::Permit;
pub use resource::{Owned, Policy, Resource};
