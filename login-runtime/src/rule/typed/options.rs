//! What an attribute says beside its conditions, around the rule that it says it of.

use std::marker::PhantomData;

use super::{DeclaredRule, RuleFor};
use crate::policy::Load;
use crate::rule::AccessRule;

macro_rules! options {
    ($($(#[$doc:meta])* $name:ident, $apply:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<R>(PhantomData<fn() -> R>);

        impl<R: DeclaredRule> DeclaredRule for $name<R> {
            const RULE: AccessRule = R::RULE.$apply();
            const ASKS_IDENTITY: bool = R::ASKS_IDENTITY;
        }

        impl<U, S: 'static, R: RuleFor<U, S>> RuleFor<U, S> for $name<R> {
            const LOADS: &'static [Load<S>] = R::LOADS;
        }
    )*};
}

options! {
    /// `login = optional`.
    LoginOptional, login_optional;
    /// `deny = not_found`.
    DenyNotFound, deny_not_found;
    /// `insecure_cross_origin`.
    InsecureCrossOrigin, insecure_cross_origin;
}
