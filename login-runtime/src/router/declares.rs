//! What must be declared before a route may be added. The messages are what rustc says where it is not.

use std::any::TypeId;
use std::future::Future;

use axum::extract::Request;
use axum::response::Response;

use super::{MethodRouter, Router};
use crate::extract::{ForUsers, Guard, IsGuard, RuleGuard, RuleWasAsked};
use crate::policy::Load;
use crate::rule::AccessRule;
use crate::rule::typed::{DeclaredRule, RuleFor};
use crate::user::UserMixin;

/// A function that axum can call: its first argument is an `F`, and all of them are in `T`. What keeps axum from it is told here:
/// axum's own words send people to `debug_handler` and not below our attribute, and above it `debug_handler` misses an
/// argument that nobody wrote.
#[diagnostic::on_unimplemented(
    message = "axum cannot call this handler",
    label = "an argument is no extractor, one that reads the body is not the last, the answer is no response, or its future is not `Send`",
    note = "`#[axum::debug_handler]`, of axum's feature `macros`, says which; put it below the access attribute",
    note = "the user is taken as `CurrentUser<User>`"
)]
pub trait AxumHandler<F, T, S>: Clone + Send + Sync + Sized + 'static {
    /// Whether it is axum that calls it, and extracts its first argument once more.
    const IS_CALLED_BY_AXUM: bool = false;

    /// Calls it with the first argument, and with the others as axum extracts them.
    ///
    /// Whoever calls has a box for the future anyway, so there is none around it, as there is in axum. The state is cloned only
    /// where arguments are extracted.
    fn answer(
        self,
        first: F,
        request: Request,
        state: &S,
    ) -> impl Future<Output = Response> + Send + use<Self, F, T, S> + 'static;
}

/// A handler with an access attribute, seen through its first argument, an `F`.
#[diagnostic::on_unimplemented(
    message = "this handler declares no access rule",
    label = "add `#[login_required]`, `#[requires(...)]` or `#[public]` to the handler",
    note = "a route without a rule does not compile, so that no route is open by oversight",
    note = "only a function can have an attribute; make anything else an `async fn`"
)]
pub trait DeclaresAccess<F> {
    /// The first argument, which is a guard.
    type Guard;

    /// The first argument of a handler whose rule was asked.
    fn first(_: RuleWasAsked) -> F;
}

// Listing the guards would bury the message.
#[diagnostic::do_not_recommend]
impl<H, F: IsGuard> DeclaresAccess<F> for H {
    type Guard = F::Itself;

    fn first(asked: RuleWasAsked) -> F {
        F::once_asked(asked)
    }
}

/// A guard whose rule fits users of type `U` and a state of type `S`.
pub trait AccessGuard<U, S: 'static> {
    /// The rule, in a list of its own.
    const RULES: &'static [AccessRule];
    /// Whether the handler may ask who is logged in.
    const ASKS_IDENTITY: bool;
    /// The arguments that are loaded for it.
    const LOADS: &'static [Load<S>] = &[];

    /// Tells its rule from every other one.
    fn rule_type() -> TypeId;
}

impl<U, S: 'static, R: DeclaredRule, A: ForUsers<U>> AccessGuard<U, S> for Guard<R, A> {
    const RULES: &'static [AccessRule] = &[R::RULE];
    const ASKS_IDENTITY: bool = R::ASKS_IDENTITY;

    fn rule_type() -> TypeId {
        TypeId::of::<R>()
    }
}

impl<U, S: 'static, R: RuleFor<U, S>, A: ForUsers<U>> AccessGuard<U, S> for RuleGuard<R, A> {
    const RULES: &'static [AccessRule] = &[R::RULE];
    const ASKS_IDENTITY: bool = R::ASKS_IDENTITY;
    const LOADS: &'static [Load<S>] = R::LOADS;

    fn rule_type() -> TypeId {
        TypeId::of::<R>()
    }
}

/// A handler whose guard fits users of type `U` and a state of type `S`. What does not is told of the guard, with the caret on
/// the handler.
pub trait GuardedFor<G, U, S: 'static> {
    /// The guard.
    type Guard: AccessGuard<U, S>;
}

impl<H, G: AccessGuard<U, S>, U, S: 'static> GuardedFor<G, U, S> for H {
    type Guard = G;
}

/// What `Router::route` takes: methods whose handlers all declare a rule.
#[diagnostic::on_unimplemented(
    message = "expected routes with access rules, found `{Self}`",
    label = "expected a `login_runtime::MethodRouter<{U}, {S}>`",
    note = "the users of the handlers, in `CurrentUser` and in the policies of their rules, must be those of the router: another type has a router of its own",
    note = "a handler takes the router's state, or a part of it by `#[derive(axum::extract::FromRef)]` on the state",
    note = "a handler needs its method: `get(handler)`, with `login_runtime::routing::{{get, post, ...}}` and not with axum's",
    note = "a tower service joins with a rule for all of it: `.mount(path, AccessRule::login_required(), service)`"
)]
pub trait DeclaresRoutes<U: UserMixin, S: 'static> {
    /// The routes.
    fn into_routes(self) -> MethodRouter<U, S>;
}

impl<U: UserMixin, S: 'static> DeclaresRoutes<U, S> for MethodRouter<U, S> {
    fn into_routes(self) -> MethodRouter<U, S> {
        self
    }
}

/// What `Router::merge` and `Router::nest` take: a router whose routes all declare a rule.
#[diagnostic::on_unimplemented(
    message = "expected a router with access rules for these users and this state, found `{Self}`",
    label = "expected a `login_runtime::Router<{U}, {S}>`",
    note = "name users and state where it is made: `Router::<{U}, {S}>::new()`",
    note = "give all of an `axum::Router` one rule with `.mount(path, rule, router)`, or say why it needs none: `.trust_unguarded(\"reason\", router)`"
)]
pub trait DeclaresRules<U: UserMixin, S: 'static> {
    /// The router.
    fn into_router(self) -> Router<U, S>;
}

impl<U: UserMixin, S: 'static> DeclaresRules<U, S> for Router<U, S> {
    fn into_router(self) -> Router<U, S> {
        self
    }
}
