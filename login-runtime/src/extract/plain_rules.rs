//! The rules of the attributes without conditions, one type for all handlers that have it: a struct for each handler would be two
//! more items to compile.

use std::marker::PhantomData;
use std::time::Duration;

use super::DeclaredRule;
use crate::rule::AccessRule;

/// `#[public]`. `ASKS`: whether the handler may ask who is logged in.
#[derive(Debug)]
pub enum Public<const ASKS: bool = true> {}

impl<const ASKS: bool> DeclaredRule for Public<ASKS> {
    const RULE: AccessRule = AccessRule::public();
    const ASKS_IDENTITY: bool = ASKS;
}

/// `#[guest_only]`.
#[derive(Debug)]
pub enum GuestOnly {}

impl DeclaredRule for GuestOnly {
    const RULE: AccessRule = AccessRule::guest_only();
}

/// `#[login_required]`.
#[derive(Debug)]
pub enum LoginRequired {}

impl DeclaredRule for LoginRequired {
    const RULE: AccessRule = AccessRule::login_required();
}

/// `#[fresh_login_required]`.
#[derive(Debug)]
pub enum FreshLoginRequired {}

impl DeclaredRule for FreshLoginRequired {
    const RULE: AccessRule = AccessRule::fresh_login_required();
}

/// `#[fresh_login_required(within = "…")]`.
#[derive(Debug)]
pub enum FreshLoginWithin<const SECONDS: u64> {}

impl<const SECONDS: u64> DeclaredRule for FreshLoginWithin<SECONDS> {
    const RULE: AccessRule = AccessRule::fresh_login_within(Duration::from_secs(SECONDS));
}

/// Any of them, with `insecure_cross_origin`.
#[derive(Debug)]
pub struct InsecureCrossOrigin<R>(PhantomData<fn() -> R>);

impl<R: DeclaredRule> DeclaredRule for InsecureCrossOrigin<R> {
    const RULE: AccessRule = R::RULE.insecure_cross_origin();
    const ASKS_IDENTITY: bool = R::ASKS_IDENTITY;
}
