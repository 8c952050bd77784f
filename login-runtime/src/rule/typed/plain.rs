//! The rules of the attributes without conditions.

use std::time::Duration;

use super::{DeclaredRule, RuleFor};
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

impl<U, S: 'static> RuleFor<U, S> for LoginRequired {}

/// `#[fresh_login_required]`.
#[derive(Debug)]
pub enum FreshLoginRequired {}

impl DeclaredRule for FreshLoginRequired {
    const RULE: AccessRule = AccessRule::fresh_login_required();
}

impl<U, S: 'static> RuleFor<U, S> for FreshLoginRequired {}

/// `#[fresh_login_required(within = "…")]`.
#[derive(Debug)]
pub enum FreshLoginWithin<const SECONDS: u64> {}

impl<const SECONDS: u64> DeclaredRule for FreshLoginWithin<SECONDS> {
    const RULE: AccessRule = AccessRule::fresh_login_within(Duration::from_secs(SECONDS));
}

impl<U, S: 'static, const SECONDS: u64> RuleFor<U, S> for FreshLoginWithin<SECONDS> {}
