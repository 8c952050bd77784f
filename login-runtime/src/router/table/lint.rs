//! What is likely a mistake, though it compiles.

use std::fmt::{self, Display};

use super::{AccessEntry, AccessTable};
use crate::rule::{AccessRule, Audience, Rule};

/// Something about a route that is likely a mistake. Made by [`AccessTable::lints`]; it prints as one sentence.
///
/// None of them is certain: a test lets the known ones pass and asserts that there are no others.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # use login_runtime::{Router, login_required, routing::post};
/// # #[login_required] async fn save_settings() {}
/// # fn routes() -> Router<User> { Router::new().route("/settings", post(save_settings)) }
/// use login_runtime::AccessLint;
///
/// let table = routes().access_table();
/// let is_known = |lint: &AccessLint<'_>| lint.entry().path == "/settings"; // one's own
/// let others: Vec<_> = table.lints().into_iter().filter(|lint| !is_known(lint)).collect();
/// assert!(others.is_empty(), "{others:?}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessLint<'a> {
    /// A method that changes something, and a rule that asks for a log-in and nothing else: whoever has an account may
    /// do it to everything the handler reaches. That is right where it reaches only what is the user's own.
    LoginAlone {
        /// The route.
        entry: &'a AccessEntry,
    },
    /// A permission that no role of the user type grants and no user can carry: nobody gets past it, or, under a `not`,
    /// everybody. Most often a variant that was added to the permissions and forgotten in the roles.
    GrantedToNobody {
        /// The route.
        entry: &'a AccessEntry,
        /// The question, as the attributes write it.
        permission: &'a str,
    },
    /// An argument that is loaded without a rule about it, by `insecure_unchecked`: whoever may use the route may use it
    /// on every such object.
    Unchecked {
        /// The route.
        entry: &'a AccessEntry,
        /// The argument.
        argument: &'static str,
    },
    /// A route for guests only inside of a router that requires a log-in: no request fulfills both, so nobody is ever let
    /// in.
    NeverMet {
        /// The route.
        entry: &'a AccessEntry,
    },
}

impl<'a> AccessLint<'a> {
    /// Returns the route it is about.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Router, login_required, routing::post};
    /// # #[login_required] async fn delete_post() {}
    /// let table = Router::<User>::new().route("/delete", post(delete_post)).access_table();
    /// assert_eq!(table.lints()[0].entry().path, "/delete");
    /// ```
    #[must_use]
    pub fn entry(&self) -> &'a AccessEntry {
        match self {
            Self::LoginAlone { entry }
            | Self::GrantedToNobody { entry, .. }
            | Self::Unchecked { entry, .. }
            | Self::NeverMet { entry } => entry,
        }
    }
}

impl Display for AccessLint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = self.entry();
        write!(f, "{} {} ", entry.methods.join(","), entry.path)?;
        match self {
            Self::LoginAlone { .. } => {
                f.write_str("changes something, and whoever is logged in may use it; say who may, or that it is about the user's own")
            }
            Self::GrantedToNobody { permission, .. } => {
                write!(f, "asks for `{permission}`, which no role grants and no user carries; grant it to a role")
            }
            Self::Unchecked { argument, .. } => {
                write!(f, "loads `{argument}` without a rule about it; write `can(…, {argument})` or `owner({argument})`")
            }
            Self::NeverMet { .. } => {
                f.write_str("is for guests only and requires a login; move it out of the router whose rule contradicts it")
            }
        }
    }
}

impl AccessTable {
    /// Returns what is likely a mistake, in the order of the routes.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{AccessLint, Router, login_required, routing::post};
    ///
    /// #[login_required]
    /// async fn delete_post() {}
    ///
    /// let table = Router::<User>::new().route("/posts/{id}/delete", post(delete_post)).access_table();
    /// let [lint] = &table.lints()[..] else { panic!("one lint") };
    /// assert!(matches!(lint, AccessLint::LoginAlone { .. }));
    /// assert!(lint.to_string().starts_with("POST /posts/{id}/delete changes something"));
    /// ```
    #[must_use]
    pub fn lints(&self) -> Vec<AccessLint<'_>> {
        self.iter().flat_map(lints_of).collect()
    }
}

fn lints_of(entry: &AccessEntry) -> Vec<AccessLint<'_>> {
    let mut lints = Vec::new();
    if entry.has_unsafe_method() && asks_login_alone(&entry.rules) {
        lints.push(AccessLint::LoginAlone { entry });
    }
    lints.extend(entry.ungranted.iter().map(|permission| AccessLint::GrantedToNobody { entry, permission }));
    for rule in &entry.rules {
        rule.rule.walk(&mut |part| {
            if let Rule::Unchecked(argument) = part {
                lints.push(AccessLint::Unchecked { entry, argument });
            }
        });
    }
    let is_for = |audience| entry.rules.iter().any(|rule| rule.audience == audience);
    if is_for(Audience::Guests) && is_for(Audience::LoggedIn) {
        lints.push(AccessLint::NeverMet { entry });
    }
    lints
}

fn asks_login_alone(rules: &[AccessRule]) -> bool {
    rules.iter().all(|rule| asks_nothing(&rule.rule) && rule.audience != Audience::Guests)
        && rules.iter().any(|rule| rule.audience == Audience::LoggedIn)
}

/// Says whether everybody who may be asked says yes.
fn asks_nothing(rule: &Rule) -> bool {
    match rule {
        Rule::All(parts) => parts.iter().all(asks_nothing),
        Rule::Named(_, part) => asks_nothing(&part.rule),
        Rule::Unchecked(_) => true,
        _ => false,
    }
}
