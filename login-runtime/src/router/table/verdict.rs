//! What a line of the table says about a persona: the steps of `context::authorize`, without a request.

use super::{AccessEntry, Persona};
use crate::policy::Decision;
use crate::rule::{Denial, Rule, decide};
use crate::user::UserMixin;

/// What the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    Is(Decision),
    /// It depends on a function of the application's, or on an object that nobody gave.
    Depends,
}

impl AccessEntry {
    pub(crate) fn declared<U: UserMixin>(&self, persona: &Persona<'_, U>) -> Declared {
        let before = decide(&self.rules, &persona.facts());
        match before {
            // Nothing is loaded for somebody whom it could not help.
            Decision::Deny | Decision::Challenge(_) => return Declared::Is(before),
            Decision::Allow if self.loads.is_empty() => return Declared::Is(before),
            Decision::Allow | Decision::Unavailable => {}
        }
        match decide(&self.rules, &persona.loaded_facts()) {
            Decision::Unavailable if self.may_be_answered(persona) => Declared::Depends,
            decision if self.loads.is_empty() => Declared::Is(decision),
            decision => Declared::Is(Denial::of(&self.rules).of_found(decision)),
        }
    }

    /// Says whether somebody was not asked who might know.
    fn may_be_answered<U: UserMixin>(&self, persona: &Persona<'_, U>) -> bool {
        let mut found = false;
        let is_given = |argument| persona.objects().iter().any(|object| object.argument == argument);
        for rule in &self.rules {
            rule.rule.walk(&mut |part| {
                found |= match part {
                    Rule::Check(_) => true,
                    Rule::Atom(atom) => atom.argument().is_some_and(|argument| !is_given(argument)),
                    _ => false,
                };
            });
        }
        found
    }
}
