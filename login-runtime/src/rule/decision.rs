//! From a rule and a person to a decision.

use std::time::Duration;

use super::{AccessRule, Requirement};

/// Where the person behind a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Guest,
    /// Logged in, and proved who they are so long ago; `None`: not in this session.
    LoggedIn {
        proved: Option<Duration>,
    },
}

/// What a rule says to a person. A store that fails is none of these: it never gets as far as a standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Allow,
    /// Log in, and come back.
    ChallengeLogin,
    /// Prove again who you are, and come back.
    ChallengeFresh,
    /// Logged in already.
    SendHome,
}

impl AccessRule {
    /// Decides; a rule that does not say how fresh takes `fresh_for`.
    #[expect(clippy::match_same_arms, reason = "one line for each rule and standing")]
    pub(crate) fn decide(&self, standing: Standing, fresh_for: Duration) -> Decision {
        match (self.requirement, standing) {
            (Requirement::Public, _) | (Requirement::Guest, Standing::Guest) => Decision::Allow,
            (Requirement::Guest, Standing::LoggedIn { .. }) => Decision::SendHome,
            (Requirement::Login | Requirement::FreshLogin(_), Standing::Guest) => Decision::ChallengeLogin,
            (Requirement::Login, Standing::LoggedIn { .. }) => Decision::Allow,
            (Requirement::FreshLogin(within), Standing::LoggedIn { proved }) => {
                if proved.is_some_and(|age| age < within.unwrap_or(fresh_for)) {
                    Decision::Allow
                } else {
                    Decision::ChallengeFresh
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every rule against every standing; a row more here is a row more to think about.
    #[test]
    fn truth_table() {
        use Decision::{Allow, ChallengeFresh, ChallengeLogin, SendHome};
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        let logged_in = |proved| Standing::LoggedIn { proved };
        let standings = [
            Standing::Guest,
            logged_in(None),
            logged_in(Some(minutes(0))),
            logged_in(Some(minutes(9))),
            logged_in(Some(minutes(10))),
            logged_in(Some(minutes(15))),
        ];
        let fresh = AccessRule::fresh_login_required();
        let rows = [
            (AccessRule::public(), [Allow; 6]),
            (AccessRule::guest_only(), [Allow, SendHome, SendHome, SendHome, SendHome, SendHome]),
            (AccessRule::login_required(), [ChallengeLogin, Allow, Allow, Allow, Allow, Allow]),
            (fresh, [ChallengeLogin, ChallengeFresh, Allow, Allow, Allow, ChallengeFresh]),
            (
                fresh.within(minutes(10)),
                [ChallengeLogin, ChallengeFresh, Allow, Allow, ChallengeFresh, ChallengeFresh],
            ),
            (
                fresh.within(minutes(60)).insecure_cross_origin(),
                [ChallengeLogin, ChallengeFresh, Allow, Allow, Allow, Allow],
            ),
        ];
        for (rule, answers) in rows {
            for (standing, answer) in standings.into_iter().zip(answers) {
                assert_eq!(rule.decide(standing, minutes(15)), answer, "{rule} for {standing:?}");
            }
        }
    }

    #[test]
    fn rules_print_as_they_are_written() {
        for (seconds, text) in
            [(90, "90s"), (600, "10m"), (7200, "2h"), (86_400, "1d"), (90_000, "25h"), (0, "0s")]
        {
            let rule = AccessRule::fresh_login_required().within(Duration::from_secs(seconds));
            assert_eq!(rule.to_string(), format!("fresh login within {text}"));
        }
    }
}
