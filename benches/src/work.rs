//! A request by name, so that another process can be told to send it.

use std::fmt::{self, Display};
use std::str::FromStr;

use crate::Result;
use crate::growth::{cookies, roles, routes, rules};
use crate::prepared::Prepared;
use crate::scenario::Scenario;
use crate::variants::Variant;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Request(Variant, Scenario),
    /// A guarded page, so many foreign cookies.
    Cookies(usize),
    /// One of so many routes.
    Routes(Variant, usize),
    /// A guarded page, by one of so many roles.
    Roles(usize),
    /// A page whose rule has so many conditions.
    Rule(usize),
}

impl Work {
    pub(crate) async fn prepare(self) -> Result<Prepared> {
        match self {
            Self::Request(variant, scenario) => variant.prepare(scenario).await,
            Self::Cookies(count) => cookies::prepare(count).await,
            Self::Routes(variant, count) => routes::prepare(variant, count).await,
            Self::Roles(count) => roles::prepare(count).await,
            Self::Rule(atoms) => rules::prepare(atoms).await,
        }
    }
}

impl Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(variant, scenario) => write!(f, "request/{}/{}", variant.key(), scenario.key()),
            Self::Cookies(count) => write!(f, "cookies/{count}"),
            Self::Routes(variant, count) => write!(f, "routes/{}/{count}", variant.key()),
            Self::Roles(count) => write!(f, "roles/{count}"),
            Self::Rule(atoms) => write!(f, "rule/{atoms}"),
        }
    }
}

impl FromStr for Work {
    type Err = Box<dyn std::error::Error + Send + Sync>;

    fn from_str(name: &str) -> Result<Self> {
        let unknown = || format!("there is no work called `{name}`");
        let variant = |key| Variant::by_key(key).ok_or_else(unknown);
        let scenario = |key| Scenario::by_key(key).ok_or_else(unknown);
        Ok(match name.split('/').collect::<Vec<_>>()[..] {
            ["request", of, what] => Self::Request(variant(of)?, scenario(what)?),
            ["cookies", count] => Self::Cookies(count.parse()?),
            ["routes", of, count] => Self::Routes(variant(of)?, count.parse()?),
            ["roles", count] => Self::Roles(count.parse()?),
            ["rule", atoms] => Self::Rule(atoms.parse()?),
            _ => return Err(unknown().into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Work;

    #[test]
    fn names_are_read_as_they_are_written() {
        for name in ["request/axum-login/log-in", "cookies/500", "routes/bare/10", "roles/64", "rule/50"] {
            let work: Work = name.parse().expect("a name");
            assert_eq!(work.to_string(), name);
        }
        assert!("request/ours".parse::<Work>().is_err() && "request/ours/tea".parse::<Work>().is_err());
    }
}
