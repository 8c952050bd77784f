//! What the attribute on a handler says, as a value.

use std::time::Duration;

use super::Rule;
use crate::policy::Decision;

/// Who may use a route: evaluable, printable, comparable.
///
/// The attributes write it; by hand it is needed only for a whole foreign service
/// ([`Router::mount`](crate::Router::mount)).
///
/// ```
/// use login_runtime::AccessRule;
/// use std::time::Duration;
///
/// let rule = AccessRule::fresh_login_within(Duration::from_secs(600));
/// assert_eq!(rule.to_string(), "fresh login within 10m");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessRule {
    pub(crate) audience: Audience,
    pub(crate) rule: Rule,
    pub(crate) denial: Denial,
    pub(crate) checks_origin: bool,
}

/// Whom a rule is put to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    Anyone,
    /// Whoever is logged in is sent home.
    Guests,
    LoggedIn,
}

/// What a person sees whom nothing could let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denial {
    /// 403.
    Forbidden,
    /// 404, as if there were nothing to be denied.
    NotFound,
}

impl Denial {
    /// How rules deny that all must hold: as the most discreet of them says.
    pub(crate) fn of(rules: &[AccessRule]) -> Self {
        if rules.iter().any(AccessRule::is_discreet) { Self::NotFound } else { Self::Forbidden }
    }

    /// What is said of a decision about an object that was found: a challenge would tell that there is such an object.
    pub(crate) fn of_found(self, decision: Decision) -> Decision {
        match decision {
            Decision::Challenge(_) if self == Self::NotFound => Decision::Deny,
            decision => decision,
        }
    }
}

impl AccessRule {
    /// Everybody: `#[public]`.
    ///
    /// ```
    /// assert_eq!(login_runtime::AccessRule::public().to_string(), "public");
    /// ```
    #[must_use]
    pub const fn public() -> Self {
        Self::of(Audience::Anyone)
    }

    /// Whoever is not logged in; others are sent to the home view: `#[guest_only]`.
    ///
    /// ```
    /// assert_eq!(login_runtime::AccessRule::guest_only().to_string(), "guest only");
    /// ```
    #[must_use]
    pub const fn guest_only() -> Self {
        Self::of(Audience::Guests)
    }

    /// Whoever is logged in: `#[login_required]`.
    ///
    /// ```
    /// assert_eq!(login_runtime::AccessRule::login_required().to_string(), "login");
    /// ```
    #[must_use]
    pub const fn login_required() -> Self {
        Self::of(Audience::LoggedIn)
    }

    /// Whoever proved who they are a short time ago: `#[fresh_login_required]`. The time is the manager's
    /// [`fresh_for`](crate::LoginManagerBuilder::fresh_for); [`fresh_login_within`](AccessRule::fresh_login_within) takes another.
    ///
    /// ```
    /// assert_eq!(login_runtime::AccessRule::fresh_login_required().to_string(), "fresh login");
    /// ```
    #[must_use]
    pub const fn fresh_login_required() -> Self {
        Self { rule: Rule::FRESH, ..Self::of(Audience::LoggedIn) }
    }

    /// Whoever proved who they are within this age, in whole seconds: `#[fresh_login_required(within = "…")]`.
    ///
    /// # Panics
    ///
    /// Where the age is below a second, so that no log-in would ever be fresh.
    ///
    /// ```
    /// # use login_runtime::AccessRule;
    /// # use std::time::Duration;
    /// let rule = AccessRule::fresh_login_within(Duration::from_secs(7200));
    /// assert_eq!(rule.to_string(), "fresh login within 2h");
    /// ```
    #[must_use]
    pub const fn fresh_login_within(age: Duration) -> Self {
        assert!(age.as_secs() > 0, "no log-in is ever fresh within less than a second");
        Self { rule: Rule::fresh_within(age.as_secs()), ..Self::of(Audience::LoggedIn) }
    }

    /// Whoever is logged in and fulfills `rule`: `#[requires(...)]`, which alone makes rules.
    #[doc(hidden)]
    #[must_use]
    pub const fn requires(rule: Rule) -> Self {
        Self { rule, ..Self::of(Audience::LoggedIn) }
    }

    /// Puts the rule to guests too: `login = optional`.
    #[doc(hidden)]
    #[must_use]
    pub const fn login_optional(mut self) -> Self {
        self.audience = Audience::Anyone;
        self
    }

    /// Answers 404 where it would deny: `deny = not_found`.
    #[doc(hidden)]
    #[must_use]
    pub const fn deny_not_found(mut self) -> Self {
        self.denial = Denial::NotFound;
        self
    }

    /// Lets other sites send requests with unsafe methods: for a webhook that proves its sender otherwise.
    ///
    /// # Security
    ///
    /// Any page of any site can then make a visitor's browser send such a request, with the visitor's cookies as far
    /// as `SameSite` lets them through.
    ///
    /// ```
    /// let rule = login_runtime::AccessRule::public().insecure_cross_origin();
    /// assert_eq!(rule.to_string(), "public, insecure cross-origin");
    /// ```
    #[must_use]
    pub const fn insecure_cross_origin(mut self) -> Self {
        self.checks_origin = false;
        self
    }

    /// Says whether the rule lets everybody through without asking who is there.
    pub(crate) fn is_public(&self) -> bool {
        self.audience == Audience::Anyone && self.rule.is_nothing()
    }

    /// Says whether it denies as if there were nothing, also by a rule that it names.
    fn is_discreet(&self) -> bool {
        let mut is_discreet = self.denial == Denial::NotFound;
        self.rule.walk(&mut |part| {
            if let Rule::Named(_, named) = part {
                is_discreet |= named.denial == Denial::NotFound;
            }
        });
        is_discreet
    }

    const fn of(audience: Audience) -> Self {
        Self { audience, rule: Rule::NOTHING, denial: Denial::Forbidden, checks_origin: true }
    }
}
