//! The table itself: the lines in the order of the routes.

use super::AccessEntry;
use crate::router::endpoint::Endpoint;
use crate::rule::AccessRule;
use crate::user::UserMixin;

/// Every route of a router with its rule. Made by [`Router::access_table`](crate::Router::access_table).
///
/// It prints as aligned text, for people and for a snapshot in version control
/// ([`assert_snapshot`](AccessTable::assert_snapshot)). A rule that is longer than any before it moves the column behind it, so there
/// `git diff -w` shows what changed; [`diff`](AccessTable::diff) names the routes.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{Router, routing::{get, post}};
///
/// mod pages {
///     use login_runtime::{login_required, public};
///
///     #[public]
///     pub async fn index() {}
///
///     #[login_required]
///     pub async fn dashboard() {}
/// }
///
/// let app = Router::<User>::new().route("/", get(pages::index)).route("/dashboard", post(pages::dashboard));
/// assert_eq!(app.access_table().to_string(), "\
/// METHOD  PATH        RULE    HANDLER
/// GET     /           public  pages::index
/// POST    /dashboard  login   pages::dashboard
/// ");
/// ```
///
/// With serde it is a list of its lines; see [`to_json`](AccessTable::to_json).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessTable(Vec<AccessEntry>);

impl AccessTable {
    /// Returns the lines, in the order in which the routes were added.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Router, login_required, public, routing::get};
    /// # #[public] async fn index() {}
    /// # #[login_required] async fn dashboard() {}
    /// let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard));
    /// let table = app.access_table();
    /// let open: Vec<_> = table.iter().filter(|entry| entry.rule_text == "public").map(|entry| &entry.path).collect();
    /// assert_eq!(open, ["/"]);
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, AccessEntry> {
        self.0.iter()
    }

    /// Returns the line that answers a method of a path, as the path is written in the table.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Router, login_required, routing::get};
    /// # #[login_required] async fn show() {}
    /// let table = Router::<User>::new().route("/posts/{id}", get(show)).access_table();
    /// assert_eq!(table.entry("GET", "/posts/{id}").unwrap().rule_text, "login");
    /// assert!(table.entry("GET", "/posts/7").is_none());
    /// ```
    #[must_use]
    pub fn entry(&self, method: &str, path: &str) -> Option<&AccessEntry> {
        // As axum looks for one: a handler for the very method goes before one for any.
        let of = |method: &str| self.iter().find(|entry| entry.path == path && entry.is_for(method));
        of(method).or_else(|| of("GET").filter(|_| method == "HEAD")).or_else(|| of("ANY"))
    }

    pub(in crate::router) fn push_endpoint<U: UserMixin, S>(
        &mut self,
        path: String,
        outer: &[AccessRule],
        endpoint: &Endpoint<U, S>,
    ) {
        self.0.push(AccessEntry::of_endpoint(path, outer, endpoint));
    }

    pub(in crate::router) fn push_service<U: UserMixin>(
        &mut self,
        path: String,
        rules: Vec<AccessRule>,
        unguarded: Option<&str>,
    ) {
        self.0.push(AccessEntry::of_service::<U>(path, rules, unguarded));
    }
}

impl<'a> IntoIterator for &'a AccessTable {
    type Item = &'a AccessEntry;
    type IntoIter = std::slice::Iter<'a, AccessEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
