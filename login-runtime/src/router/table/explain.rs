//! Why a persona is let in, or not.

use std::fmt::{self, Display};

use super::verdict::Declared;
use super::{AccessEntry, AccessTable, Persona};
use crate::policy::Decision;
use crate::rule::{AccessRule, Audience, Facts, Rule, Truth};
use crate::user::UserMixin;

/// Why the rules of a route let a persona in, or not. Made by [`AccessTable::explain`].
///
/// It prints as a tree, each question with its answer.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{AccessRule, Challenge, Decision, Persona, Router};
///
/// let app = Router::<User>::new().mount("/reports", AccessRule::login_required(), axum::Router::new());
/// let guest = Persona::<User>::guest();
/// let explanation = app.access_table().explain(&guest, "GET", "/reports/{*path}").unwrap();
/// assert_eq!(explanation.decision(), Decision::Challenge(Challenge::Login));
/// assert_eq!(explanation.to_string(), "GET /reports/{*path}: challenge (login)\n  login: no\n");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    method: String,
    path: String,
    decision: Decision,
    is_open: bool,
    answer: Answer,
}

/// A question with its answer and the questions it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    question: String,
    truth: Truth,
    why: Option<String>,
    parts: Vec<Answer>,
}

impl Explanation {
    /// Returns what the rules say: [`Decision::Unavailable`] too where it depends on a function of the application's,
    /// which is not called, or on an object that the persona does not come with.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Decision, Persona, Router};
    /// let app = Router::<User>::new().mount("/reports", AccessRule::login_required(), axum::Router::new());
    /// let explanation = app.access_table().explain(&Persona::of(&User { id: 1 }), "GET", "/reports/{*path}").unwrap();
    /// assert_eq!(explanation.decision(), Decision::Allow);
    /// ```
    pub fn decision(&self) -> Decision {
        self.decision
    }
}

impl AccessTable {
    /// Explains what the route that answers `method` on `path` says to a persona; `None` where there is none.
    ///
    /// The path is the one in the table, `/posts/{id}/edit` and not `/posts/7/edit`: which route a request takes is
    /// axum's to know. No function of the application's is called but its policies.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{Persona, Router, requires, routing::post};
    ///
    /// async fn has_paid(user: &User) -> bool {
    ///     true
    /// }
    ///
    /// #[requires(any(fresh = "10m", check = has_paid))]
    /// async fn export() {}
    ///
    /// let table = Router::<User>::new().route("/export", post(export)).access_table();
    /// let ada = User { id: 1 };
    /// let explanation = table.explain(&Persona::of(&ada).restored(), "POST", "/export").unwrap();
    /// assert_eq!(explanation.to_string(), "\
    /// POST /export: depends on what was not asked
    ///   all: unknown
    ///     login: yes
    ///     any: unknown
    ///       fresh = \"10m\": no
    ///       check = has_paid: unknown, not asked: a function of the application's
    /// ");
    /// ```
    #[must_use]
    pub fn explain<U: UserMixin>(
        &self,
        persona: &Persona<'_, U>,
        method: &str,
        path: &str,
    ) -> Option<Explanation> {
        let entry = self.entry(method, path)?;
        let (decision, is_open) = match entry.declared(persona) {
            Declared::Is(decision) => (decision, false),
            Declared::Depends => (Decision::Unavailable, true),
        };
        Some(Explanation {
            method: method.to_owned(),
            path: path.to_owned(),
            decision,
            is_open,
            answer: entry.answer(&persona.loaded_facts()),
        })
    }
}

impl AccessEntry {
    fn answer(&self, facts: &Facts<'_>) -> Answer {
        if self.unguarded_reason().is_some() {
            return Answer::of(&self.rule_text, Truth::Yes);
        }
        let mut parts: Vec<_> = self.rules.iter().flat_map(|rule| answers(rule, facts)).collect();
        match parts.len() {
            0 => Answer::of("public", Truth::Yes),
            1 => parts.remove(0),
            _ => Answer::all(parts),
        }
    }
}

impl Answer {
    fn of(question: impl Into<String>, truth: Truth) -> Self {
        Self { question: question.into(), truth, why: None, parts: Vec::new() }
    }

    fn all(parts: Vec<Self>) -> Self {
        let truth = parts.iter().map(|part| part.truth).min().unwrap_or(Truth::Yes);
        Self { parts, ..Self::of("all", truth) }
    }

    fn to(rule: &Rule, facts: &Facts<'_>) -> Self {
        let ask = |parts: &[Rule]| parts.iter().map(|part| Self::to(part, facts)).collect();
        let (question, parts) = match rule {
            Rule::All(parts) => ("all".to_owned(), ask(parts)),
            Rule::Any(parts) => ("any".to_owned(), ask(parts)),
            Rule::Not(part) => ("not".to_owned(), ask(&[**part])),
            Rule::Named(name, part) => ((*name).to_owned(), answers(part, facts)),
            leaf => (leaf.to_string(), Vec::new()),
        };
        let truth = rule.ask(facts);
        let why = Some(truth).filter(|truth| *truth == Truth::Unknown).and_then(|_| why_unknown(rule, facts));
        Self { question, truth, why, parts }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let truth = match self.truth {
            Truth::No => "no",
            Truth::Unknown => "unknown",
            Truth::Yes => "yes",
        };
        write!(f, "{:indent$}{}: {truth}", "", self.question, indent = 2 * depth)?;
        match &self.why {
            Some(why) => writeln!(f, ", {why}")?,
            None => writeln!(f)?,
        }
        self.parts.iter().try_for_each(|part| part.write(f, depth + 1))
    }
}

/// What a rule asks for: who it is put to, then its own questions.
fn answers(rule: &AccessRule, facts: &Facts<'_>) -> Vec<Answer> {
    let is_logged_in = facts.user.is_some();
    let mut answers: Vec<_> = match rule.audience {
        Audience::Anyone => None,
        Audience::Guests => Some(Answer::of("guest only", (!is_logged_in).into())),
        Audience::LoggedIn => Some(Answer::of("login", is_logged_in.into())),
    }
    .into_iter()
    .collect();
    match &rule.rule {
        Rule::All(parts) => answers.extend(parts.iter().map(|part| Answer::to(part, facts))),
        rule => answers.push(Answer::to(rule, facts)),
    }
    answers
}

/// Why a question has no answer; `None` where its parts say so.
fn why_unknown(rule: &Rule, facts: &Facts<'_>) -> Option<String> {
    match rule {
        Rule::Check(_) => Some("not asked: a function of the application's".to_owned()),
        Rule::Atom(atom) => Some(match atom.argument() {
            None => "the users have nothing of the kind".to_owned(),
            Some(argument) => {
                let is_given = facts
                    .objects
                    .is_some_and(|objects| objects.iter().any(|object| object.argument == argument));
                if is_given {
                    format!("the loaded `{argument}` gives no answer")
                } else {
                    format!("not asked: needs the loaded `{argument}`")
                }
            }
        }),
        _ => None,
    }
}

impl Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decision =
            if self.is_open { "depends on what was not asked".to_owned() } else { self.decision.to_string() };
        writeln!(f, "{} {}: {decision}", self.method, self.path)?;
        self.answer.write(f, 1)
    }
}
