//! The guarded router: routes kept as data until the manager is known, each with its rule.

mod at_root;
mod built;
mod declares;
mod endpoint;
mod guarded_router;
mod handler_site;
mod handlers;
mod layer;
mod method_router;
mod own_views;
pub mod routing;
mod table;

pub use declares::{AccessGuard, AxumHandler, DeclaresAccess, DeclaresRoutes, DeclaresRules, GuardedFor};
pub use guarded_router::Router;
use layer::ContextLayer;
pub use layer::{LoginLayer, LoginService};
pub use method_router::MethodRouter;
#[cfg(feature = "testing")]
pub(crate) use table::Declared;
pub use table::{
    AccessAudience, AccessDiff, AccessEntry, AccessLint, AccessTable, CrossOrigin, DenyBehavior, Explanation,
    Freshness, Persona,
};
