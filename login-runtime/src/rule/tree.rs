//! A rule as a tree of constants.

use std::fmt::{self, Debug};

use super::{AccessRule, Atom, Check};

/// What a rule asks for, as the attributes write it down: a tree of constants, so that it costs nothing to make.
#[derive(Clone, Copy)]
pub enum Rule {
    /// Every one of these; none of them is a yes.
    All(&'static [Rule]),
    /// At least one of these; none of them is a no.
    Any(&'static [Rule]),
    /// The opposite; an error stays an error.
    Not(&'static Rule),
    /// The person proved who they are within so many seconds; `None`: within the manager's `fresh_for`.
    Fresh(Option<u64>),
    /// The log-in asked to be remembered.
    Remembered,
    /// A question about the user, or about a loaded object.
    Atom(&'static dyn Atom),
    /// A function of the application's.
    Check(&'static Check),
    /// A rule with a name: all of it, or one that asks for a login would ask for nothing here.
    Named(&'static str, &'static AccessRule),
    /// An argument that is loaded on purpose without a rule about it.
    Unchecked(&'static str),
}

impl Rule {
    /// What everybody fulfills.
    pub const NOTHING: Self = Self::All(&[]);
    /// The person proved who they are within the manager's `fresh_for`.
    pub const FRESH: Self = Self::Fresh(None);

    /// The person proved who they are within so many seconds.
    #[must_use]
    pub const fn fresh_within(seconds: u64) -> Self {
        Self::Fresh(Some(seconds))
    }

    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Self::All([]))
    }

    /// Says whether it is about an object that must be loaded.
    pub(crate) fn needs_objects(&self) -> bool {
        let mut found = false;
        self.walk(&mut |rule| {
            found |= match rule {
                Self::Atom(atom) => atom.argument().is_some(),
                Self::Unchecked(_) => true,
                _ => false,
            };
        });
        found
    }

    /// The rule and everything it is made of.
    pub(crate) fn walk(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in *parts {
                    part.walk(visit);
                }
            }
            Self::Not(part) => part.walk(visit),
            Self::Named(_, part) => part.rule.walk(visit),
            _ => {}
        }
    }
}

impl Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({self})")
    }
}

/// Two rules are the same when they read the same.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Rule {}
