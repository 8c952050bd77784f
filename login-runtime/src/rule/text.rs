//! Rules as text: the way they are written in the attributes.

use std::fmt::{self, Display};

use super::{AccessRule, Audience, Denial, Rule};

impl Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => write!(f, "all({})", List(parts)),
            Self::Any(parts) => write!(f, "any({})", List(parts)),
            Self::Not(part) => write!(f, "not({part})"),
            Self::Fresh(None) => f.write_str("fresh"),
            Self::Fresh(Some(seconds)) => write!(f, "fresh = \"{}\"", InUnits(*seconds)),
            Self::Remembered => f.write_str("remembered"),
            Self::Atom(atom) => atom.write(f),
            Self::Check(check) => write!(f, "check = {}", check.name()),
            Self::Unchecked(argument) => write!(f, "insecure_unchecked({argument})"),
            // With what it says: else nobody would see in a diff that it was weakened.
            Self::Named(name, rule) => write!(f, "{name}({})", Conditions(rule)),
        }
    }
}

impl Display for AccessRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.audience, &self.rule) {
            (Audience::Anyone, Rule::All([])) => f.write_str("public")?,
            (Audience::Guests, _) => f.write_str("guest only")?,
            (Audience::LoggedIn, Rule::All([])) => f.write_str("login")?,
            (Audience::LoggedIn, Rule::Fresh(None)) => f.write_str("fresh login")?,
            (Audience::LoggedIn, Rule::Fresh(Some(seconds))) => {
                write!(f, "fresh login within {}", InUnits(*seconds))?;
            }
            (Audience::Anyone | Audience::LoggedIn, _) => write!(f, "{}", Conditions(self))?,
        }
        if self.denial == Denial::NotFound {
            f.write_str(", deny = not_found")?;
        }
        if self.checks_origin { Ok(()) } else { f.write_str(", insecure cross-origin") }
    }
}

/// A rule as it stands in the parentheses of `#[requires(...)]`.
struct Conditions<'a>(&'a AccessRule);

impl Display for Conditions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.rule {
            Rule::All([]) => f.write_str("login")?,
            Rule::All(parts) => write!(f, "{}", List(parts))?,
            rule => write!(f, "{rule}")?,
        }
        if self.0.audience == Audience::Anyone { f.write_str(", login = optional") } else { Ok(()) }
    }
}

/// The parts of an `all` or `any`, separated by commas.
struct List<'a>(&'a [Rule]);

impl Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(at, rule)| {
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{rule}")
        })
    }
}

/// Seconds as the attributes write a duration: in the largest unit that fits without rest.
pub(crate) struct InUnits(pub(crate) u64);

impl Display for InUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name) = [(86_400, "d"), (3600, "h"), (60, "m")]
            .into_iter()
            .find(|(unit, _)| self.0 > 0 && self.0.is_multiple_of(*unit))
            .unwrap_or((1, "s"));
        write!(f, "{}{name}", self.0 / unit)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const SAFE: AccessRule = AccessRule::requires(Rule::Fresh(None));

    #[test]
    fn rules_print_as_they_are_written() {
        for (seconds, text) in [(90, "90s"), (600, "10m"), (7200, "2h"), (86_400, "1d"), (90_000, "25h")] {
            let rule = AccessRule::fresh_login_within(Duration::from_secs(seconds));
            assert_eq!(rule.to_string(), format!("fresh login within {text}"));
        }
        let rule = AccessRule::requires(Rule::All(&[
            Rule::Any(&[Rule::Remembered, Rule::Not(&Rule::Fresh(Some(60)))]),
            Rule::Named("Safe", &SAFE),
        ]));
        assert_eq!(
            rule.login_optional().deny_not_found().insecure_cross_origin().to_string(),
            "any(remembered, not(fresh = \"1m\")), Safe(fresh), login = optional, deny = not_found, insecure cross-origin"
        );
    }
}
