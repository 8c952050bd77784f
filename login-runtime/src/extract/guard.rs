//! The guard that an access attribute puts in front of a handler's own arguments.

use std::fmt::{self, Debug};
use std::marker::PhantomData;

use axum::extract::{self, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, Version};

use super::{CurrentUser, LazyUser, LoginRejection};
use crate::context::{of_request, take_pass};
use crate::next::SafeNext;
use crate::rule::typed::DeclaredRule;
use crate::user::UserMixin;

/// The first argument of every guarded handler: there is one exactly when the rule let the request through.
///
/// `A` is the handler's argument that is for one type of users, [`CurrentUser<User>`](super::CurrentUser) say.
pub struct Guard<R, A = ()>(PhantomData<fn() -> (R, A)>);

/// A [`Guard`] whose rule asks something of the user type.
pub struct RuleGuard<R, A = ()>(PhantomData<fn() -> (R, A)>);

/// Evidence that a guard's rule was asked, which this crate alone can have.
#[derive(Debug)]
pub struct RuleWasAsked(());

impl RuleWasAsked {
    /// By the router, a moment ago.
    pub(crate) const BY_ROUTER: Self = Self(());
}

/// The argument that an access attribute puts first, whoever the users are.
pub trait IsGuard {
    /// The guard. By way of this trait, or rustc would go on about a first argument that is none.
    type Itself;

    /// The guard of a handler whose rule was asked.
    fn once_asked(_: RuleWasAsked) -> Self;
}

impl<R, A> IsGuard for Guard<R, A> {
    type Itself = Self;

    fn once_asked(_: RuleWasAsked) -> Self {
        Self(PhantomData)
    }
}

impl<R, A> IsGuard for RuleGuard<R, A> {
    type Itself = Self;

    fn once_asked(_: RuleWasAsked) -> Self {
        Self(PhantomData)
    }
}

/// An argument that is for users of type `U`, or for any.
#[diagnostic::on_unimplemented(
    message = "this handler's `{Self}` is for other users than its router, whose users are `{U}`",
    label = "expected a handler for `{U}`",
    note = "a router has one type of users; another type has a router, a manager and cookies of its own"
)]
pub trait ForUsers<U> {}

impl<U> ForUsers<U> for () {}

impl<U: UserMixin> ForUsers<U> for CurrentUser<U> {}

impl<U: UserMixin> ForUsers<U> for LazyUser<U> {}

impl<R, A> Debug for Guard<R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

impl<R, A> Debug for RuleGuard<R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RuleGuard")
    }
}

// No bound on the state beyond axum's own: one here would turn rustc's message for an undeclared handler into axum's.
impl<R: DeclaredRule, A, S: Send + Sync> FromRequestParts<S> for Guard<R, A> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        ask::<R>(parts).await.map(|()| Self(PhantomData))
    }
}

impl<R: DeclaredRule, A, S: Send + Sync> FromRequestParts<S> for RuleGuard<R, A> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        ask::<R>(parts).await.map(|()| Self(PhantomData))
    }
}

async fn ask<R: DeclaredRule>(parts: &mut Parts) -> Result<(), LoginRejection> {
    let rule = const { &R::RULE };
    // The guarded router asked this rule already; behind a layer this is the place that asks.
    if rule.is_public() || take_pass::<R>() {
        return Ok(());
    }
    // Without a manager nobody can be let in, so nobody is.
    let context = of_request(parts).map_err(|missing| LoginRejection::missing::<R>(missing, parts))?;
    if rule.rule.needs_objects() {
        // Only the guarded router knows the state's type, and so how to load.
        return Err(LoginRejection::nothing_loaded::<R>(parts));
    }
    let refused = |refusal| LoginRejection::Refused(Box::new(refusal));
    context.authorize(rule, parts).await.map_err(refused)
}

/// Answers whether an argument of type `T` may ask who is logged in: yes, unless it is known not to.
///
/// `Asks::<T>::ASKS` finds the inherent constant where there is one, and else the trait's.
#[derive(Debug)]
pub struct Asks<T>(PhantomData<T>);

/// The answer for every type not listed.
pub trait AsksByDefault {
    /// Yes.
    const ASKS: bool = true;
}

impl<T> AsksByDefault for Asks<T> {}

macro_rules! never_asks {
    ($([$($generic:ident)?] $argument:ty),* $(,)?) => {$(
        impl$(<$generic>)? Asks<$argument> {
            /// No: this extractor reads nothing of the login.
            pub const ASKS: bool = false;
        }
    )*};
}

never_asks! {
    [T] extract::State<T>,
    [T] extract::Path<T>,
    [T] extract::Query<T>,
    [T] axum::Form<T>,
    [T] axum::Json<T>,
    [] Option<SafeNext>,
    [] extract::RawQuery,
    [] extract::OriginalUri,
    [] Method,
    [] Uri,
    [] Version,
    [] HeaderMap,
    [] String,
}
