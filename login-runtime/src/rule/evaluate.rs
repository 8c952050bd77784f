//! From a rule and the facts to a decision, in three-valued logic (Kleene's).

use std::ops::Not;

use super::{AccessRule, Audience, Check, Facts, Rule};
use crate::policy::{Challenge, Decision};

/// An answer to a question. The order is that of Kleene's logic: `all` is the least, `any` the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// No.
    No,
    /// Not found out, or not asked yet.
    Unknown,
    /// Yes.
    Yes,
}

impl From<bool> for Truth {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl Not for Truth {
    type Output = Self;

    /// What is not known stays so: an error must not turn into a yes under `not`.
    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

/// The least of the answers, up to the first no.
fn all(answers: impl Iterator<Item = Truth>) -> Truth {
    let mut least = Truth::Yes;
    for answer in answers {
        least = least.min(answer);
        if least == Truth::No {
            break;
        }
    }
    least
}

impl Rule {
    pub(crate) fn ask(&self, facts: &Facts<'_>) -> Truth {
        match self {
            Self::All(parts) => all(parts.iter().map(|part| part.ask_as_part(facts))),
            // De Morgan: `any` stops at the first yes as `all` does at the first no.
            Self::Any(parts) => !all(parts.iter().map(|part| !part.ask_as_part(facts))),
            Self::Not(part) => !part.ask(facts),
            Self::Fresh(within) => facts.is_fresh(*within).into(),
            Self::Remembered => facts.is_remembered(),
            Self::Atom(atom) => atom.ask(facts),
            Self::Check(check) => facts.of_user(|_| check.answer(facts)),
            Self::Named(_, rule) => rule.ask(facts),
            Self::Unchecked(_) => Truth::Yes,
        }
    }

    /// The same. Nearly every part is a question, which needs no call for the tree in between.
    fn ask_as_part(&self, facts: &Facts<'_>) -> Truth {
        if let Self::Atom(atom) = self { atom.ask(facts) } else { self.ask(facts) }
    }

    /// The first function of the application's whose answer is still missing and could matter.
    fn pending_check(&self, facts: &Facts<'_>) -> Option<&'static Check> {
        if self.ask(facts) != Truth::Unknown {
            return None;
        }
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().find_map(|part| part.pending_check(facts)),
            Self::Not(part) => part.pending_check(facts),
            Self::Named(_, part) => part.rule.pending_check(facts),
            Self::Check(check) if !check.is_answered(facts) => Some(check),
            _ => None,
        }
    }
}

impl AccessRule {
    pub(crate) fn ask(&self, facts: &Facts<'_>) -> Truth {
        let is_right = match self.audience {
            Audience::Anyone => true,
            Audience::Guests => !facts.is_logged_in(),
            Audience::LoggedIn => facts.is_logged_in(),
        };
        if is_right { self.rule.ask(facts) } else { Truth::No }
    }
}

/// The function of the application's that must be asked next; `None` when the answer cannot depend on one any more.
pub(crate) fn pending_check(rules: &[AccessRule], facts: &Facts<'_>) -> Option<&'static Check> {
    if all(rules.iter().map(|rule| rule.ask(facts))) != Truth::Unknown {
        return None;
    }
    rules.iter().find_map(|rule| rule.rule.pending_check(facts))
}

/// Decides by every one of the rules. A challenge is offered only where meeting it may still lead to a yes.
pub(crate) fn decide(rules: &[AccessRule], facts: &Facts<'_>) -> Decision {
    let ask = |facts: &Facts<'_>| all(rules.iter().map(|rule| rule.ask(facts)));
    match ask(facts) {
        Truth::Yes => Decision::Allow,
        Truth::Unknown => Decision::Unavailable,
        Truth::No => {
            let challenge = if facts.user.is_none() { Challenge::Login } else { Challenge::Fresh };
            match ask(&Facts { after: Some(challenge), ..facts.clone() }) {
                Truth::No => Decision::Deny,
                Truth::Unknown | Truth::Yes => Decision::Challenge(challenge),
            }
        }
    }
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
