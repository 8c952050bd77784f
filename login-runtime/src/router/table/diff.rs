//! What changed since a table was printed.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use super::{AccessEntry, AccessTable, text::HEADS};

/// The routes in which a table differs from a snapshot of it. Made by [`AccessTable::diff`].
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{AccessRule, Router};
///
/// let before = Router::<User>::new().mount("/old", AccessRule::public(), axum::Router::new()).access_table();
/// let after = Router::<User>::new().mount("/new", AccessRule::public(), axum::Router::new()).access_table();
/// let diff = after.diff(&before.to_string()).unwrap();
/// assert_eq!(diff.added(), ["ANY /new/{*path} public"]);
/// assert_eq!(diff.removed(), ["ANY /old/{*path} public"]);
/// assert!(diff.changed().is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessDiff {
    added: Vec<String>,
    removed: Vec<String>,
    changed: Vec<(String, String)>,
}

impl AccessDiff {
    /// Returns the routes that the snapshot does not have, as method, path and rule.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Router};
    /// let reports = |path, rule| Router::<User>::new().mount(path, rule, axum::Router::new()).access_table();
    /// let snapshot = reports("/reports", AccessRule::login_required()).to_string();
    /// let diff = reports("/new", AccessRule::public()).diff(&snapshot).unwrap();
    /// assert_eq!(diff.added(), ["ANY /new/{*path} public"]);
    /// ```
    #[must_use]
    pub fn added(&self) -> &[String] {
        &self.added
    }

    /// Returns the routes that only the snapshot has.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Router};
    /// let reports = |path, rule| Router::<User>::new().mount(path, rule, axum::Router::new()).access_table();
    /// let snapshot = reports("/reports", AccessRule::login_required()).to_string();
    /// let diff = reports("/new", AccessRule::public()).diff(&snapshot).unwrap();
    /// assert_eq!(diff.removed(), ["ANY /reports/{*path} login"]);
    /// ```
    #[must_use]
    pub fn removed(&self) -> &[String] {
        &self.removed
    }

    /// Returns the routes whose rule or handler is another one, as they were and as they are.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Router};
    /// let reports = |path, rule| Router::<User>::new().mount(path, rule, axum::Router::new()).access_table();
    /// let snapshot = reports("/reports", AccessRule::login_required()).to_string();
    /// let diff = reports("/reports", AccessRule::public()).diff(&snapshot).unwrap();
    /// let [(was, is)] = diff.changed() else { panic!("one change") };
    /// assert_eq!((was.as_str(), is.as_str()), ("ANY /reports/{*path} login", "ANY /reports/{*path} public"));
    /// ```
    #[must_use]
    pub fn changed(&self) -> &[(String, String)] {
        &self.changed
    }
}

impl Display for AccessDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = |f: &mut fmt::Formatter<'_>, head: &str, routes: usize| {
            if routes == 0 { Ok(()) } else { writeln!(f, "{head}:") }
        };
        head(f, "changed", self.changed.len())?;
        self.changed.iter().try_for_each(|(was, is)| writeln!(f, "- {was}\n+ {is}"))?;
        head(f, "added", self.added.len())?;
        self.added.iter().try_for_each(|route| writeln!(f, "+ {route}"))?;
        head(f, "removed", self.removed.len())?;
        self.removed.iter().try_for_each(|route| writeln!(f, "- {route}"))
    }
}

impl AccessTable {
    /// Compares the table with a printed one; `None` when they say the same. Order and spacing say nothing.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{AccessRule, Router};
    ///
    /// let reports = |rule| Router::<User>::new().mount("/reports", rule, axum::Router::new()).access_table();
    /// let snapshot = reports(AccessRule::login_required()).to_string();
    /// assert_eq!(reports(AccessRule::login_required()).diff(&snapshot), None);
    ///
    /// let diff = reports(AccessRule::public()).diff(&snapshot).unwrap();
    /// assert_eq!(diff.to_string(), "\
    /// changed:
    /// - ANY /reports/{*path} login
    /// + ANY /reports/{*path} public
    /// ");
    /// ```
    #[must_use]
    pub fn diff(&self, snapshot: &str) -> Option<AccessDiff> {
        let mut routes: BTreeMap<_, (Vec<_>, Vec<_>)> = BTreeMap::new();
        for line in read(snapshot) {
            routes.entry(line.key()).or_default().0.push(line);
        }
        for line in self.iter().map(AccessEntry::cells).map(Line) {
            routes.entry(line.key()).or_default().1.push(line);
        }
        let mut diff = AccessDiff::default();
        for (mut was, mut is) in routes.into_values() {
            // A path may stand in the table twice: for two unguarded routers, for example.
            was.retain(|line| match is.iter().position(|other| other == line) {
                Some(at) => {
                    is.remove(at);
                    false
                }
                None => true,
            });
            let both = was.len().min(is.len());
            diff.removed.extend(was.drain(both..).map(|line| line.route()));
            diff.added.extend(is.drain(both..).map(|line| line.route()));
            diff.changed.extend(was.into_iter().zip(is).map(|(was, is)| was.beside(&is)));
        }
        (diff != AccessDiff::default()).then_some(diff)
    }
}

/// The columns of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line([String; 4]);

impl Line {
    /// What makes it the same route: path and methods.
    fn key(&self) -> (String, String) {
        (self.0[1].clone(), self.0[0].clone())
    }

    fn route(&self) -> String {
        self.0[..3].join(" ")
    }

    /// Both lines, with their handlers where nothing else tells them apart.
    fn beside(&self, other: &Self) -> (String, String) {
        if self.route() == other.route() {
            (self.0.join(" "), other.0.join(" "))
        } else {
            (self.route(), other.route())
        }
    }
}

/// Reads a printed table by the places of its heads. What is no table has no lines.
fn read(text: &str) -> Vec<Line> {
    let mut lines = text.lines();
    let starts = lines.find_map(|line| {
        let start = |head: &&str| line.find(head);
        HEADS.iter().map(start).collect::<Option<Vec<_>>>().filter(|starts| starts.is_sorted())
    });
    let Some(starts) = starts else { return Vec::new() };
    let cells = |line: &str| {
        std::array::from_fn(|column| {
            let end = starts.get(column + 1).map_or(usize::MAX, |end| end - starts[column]);
            // Columns are as wide as they have characters, and the heads are ASCII.
            line.chars().skip(starts[column]).take(end).collect::<String>().trim().to_owned()
        })
    };
    lines.filter(|line| !line.trim().is_empty()).map(|line| Line(cells(line))).collect()
}
