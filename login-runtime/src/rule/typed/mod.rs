//! Rules as types, which is how an attribute writes them into a handler's signature: nothing beside the handler has to be compiled.
//!
//! A condition is a rule: it asks for a login and for that. So conditions are made of one another, and options stand around them.

mod conditions;
mod held;
mod list;
mod options;
mod own;
mod plain;

pub use conditions::{Any, Named, Not, Remembered, named};
pub use held::{PermissionIs, RoleIs, permission, role};
pub use list::{Conditions, Longer};
pub use options::{DenyNotFound, InsecureCrossOrigin, LoginOptional};
pub use own::{Loading, Loads, Own, OwnConditions};
pub use plain::{FreshLoginRequired, FreshLoginWithin, GuestOnly, LoginRequired, Public};

use super::{AccessRule, Rule};
use crate::policy::Load;

/// A rule that stands in a handler's signature. Written by the attributes only.
pub trait DeclaredRule: 'static {
    /// The rule.
    const RULE: AccessRule;
    /// Whether the handler may ask who is logged in. A public one that does not is left as axum would have it.
    const ASKS_IDENTITY: bool = true;
}

/// A rule that fits users of type `U` and a state of type `S`.
pub trait RuleFor<U, S: 'static>: DeclaredRule {
    /// The arguments that are loaded for the handler, in their order.
    const LOADS: &'static [Load<S>] = &[];
}

/// A unit struct with an access attribute: a rule with a name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a named rule",
    label = "expected a unit struct with an access attribute",
    note = "write `#[requires(...)] struct {Self};`"
)]
pub trait NamedRule: 'static {
    /// The rule's struct. By way of this trait, or rustc would go on about a type that names none.
    type Itself: NamedRule;
    /// The rule.
    const RULE: AccessRule;
    /// Its name.
    const NAME: &'static str;
    /// The rule under its name, as a condition of others.
    const NAMED: Rule = Rule::Named(Self::NAME, &Self::RULE);
}

/// A named rule that fits users of type `U` and a state of type `S`.
///
/// Not a type in [`NamedRule`]: what such a type names would have to be as visible as the struct.
pub trait NamedRuleFor<U, S: 'static> {}
