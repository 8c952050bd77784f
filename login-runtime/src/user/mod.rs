//! Users: what the library needs to know of them, and how the application loads one.

mod at_once;
mod id;
mod loader;
mod mixin;
mod request_loader;

pub use at_once::{OfRequest, OfState, extract_at_once};
pub use id::{IdBuffer, UserId};
pub use loader::{
    LoaderDeclared, LoaderFailure, LoaderOutput, UserLoader, extract, extract_credentials, loader_declared,
};
pub use mixin::{Flag, HasPermissions, HasRole, UserMixin, number_of};
pub use request_loader::{
    FromRequests, NoRequestLoader, RequestLoader, RequestLoaderDeclared, RequestSource,
    request_loader_declared,
};
