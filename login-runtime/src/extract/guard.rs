//! The guard that an access attribute puts in front of a handler's own arguments.

use std::fmt::{self, Debug};
use std::marker::PhantomData;

use axum::extract::{self, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, Version};

use super::LoginRejection;
use crate::context::{of_request, take_pass};
use crate::next::SafeNext;
use crate::rule::{AccessRule, HandlerSite, Requirement};

/// What an access attribute says of its handler. Implemented by the attributes only.
pub trait DeclaredRule: Send + Sync + 'static {
    /// The rule.
    const RULE: AccessRule;
    /// The handler and its place in the source.
    const HANDLER: HandlerSite;
    /// Whether the handler may ask who is logged in. A public one that does not is left as axum would have it.
    const ASKS_IDENTITY: bool = true;
}

/// The first argument of every guarded handler: there is one exactly when the rule let the request through.
pub struct Guard<R>(PhantomData<R>);

impl<R> Debug for Guard<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

// No bound on the state beyond axum's own: one here would turn rustc's message for an undeclared handler into axum's.
impl<R: DeclaredRule, S: Send + Sync> FromRequestParts<S> for Guard<R> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        if R::RULE.requirement == Requirement::Public {
            return Ok(Self(PhantomData));
        }
        // The guarded router asked this rule already; behind a layer this is the place that asks.
        if take_pass() {
            return Ok(Self(PhantomData));
        }
        // Without a manager nobody can be let in, so nobody is.
        let context = of_request(parts).map_err(|missing| LoginRejection::missing::<R>(missing, parts))?;
        let refused = |refusal| LoginRejection::Refused(Box::new(refusal));
        context.authorize(R::RULE, parts).await.map_err(refused)?;
        Ok(Self(PhantomData))
    }
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
