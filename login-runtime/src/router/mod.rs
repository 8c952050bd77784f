//! The guarded router: routes kept as data until the manager is known, each with its rule.

mod declares;
mod endpoint;
mod layer;
mod method_router;
pub mod routing;
mod router;
mod table;

pub use declares::{AccessGuard, DeclaresAccess, DeclaresRoutes, DeclaresRules};
pub use layer::{LoginLayer, LoginService};
pub use method_router::MethodRouter;
pub use router::Router;
pub use table::{AccessEntry, AccessTable};
