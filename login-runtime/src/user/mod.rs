//! Users: what the library needs to know of them, and how the application loads one.

mod id;
mod loader;
mod mixin;

pub use id::{IdBuffer, UserId};
pub use loader::{LoaderDeclared, LoaderFailure, LoaderOutput, UserLoader, extract, loader_declared};
pub use mixin::{Flag, HasPermissions, HasRole, UserMixin};
