//! The access table: every route with its rule, as data.

use std::fmt::{self, Display};

use super::endpoint::Endpoint;
use crate::context::path_names;
use crate::policy::Load;
use crate::rule::{AccessRule, HandlerSite};
use crate::user::UserMixin;

/// Every route of a router with its rule. Made by [`Router::access_table`](crate::Router::access_table).
///
/// It prints as aligned text, for people and for a snapshot in version control, where a weakened rule shows as one
/// changed line.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessTable(Vec<AccessEntry>);

/// One line of an [`AccessTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessEntry {
    /// The methods: `GET` (which includes `HEAD`), `POST`, …, or `ANY`.
    pub methods: Vec<&'static str>,
    /// The path with its prefix; `{*fallback}` for what no route matches.
    pub path: String,
    /// The rules, all of which must hold: those of the routers around the handler, and its own. Empty for what
    /// [`trust_unguarded`](crate::Router::trust_unguarded) took in.
    pub rules: Vec<AccessRule>,
    /// The rules as text, or the reason why there is none.
    pub rule_text: String,
    /// The handler's name; empty for a whole service.
    pub handler: &'static str,
    /// The module of the handler; empty for a whole service.
    pub module: &'static str,
    /// The source file and line of the handler; `None` for a whole service.
    pub location: Option<(&'static str, u32)>,
    /// The arguments of the handler that are loaded by the id in the path.
    pub loads: Vec<&'static str>,
}

impl AccessEntry {
    /// The handler with the module it stands in, if that is not the crate itself.
    fn handler_text(&self) -> String {
        match self.module.rsplit_once("::") {
            _ if self.handler.is_empty() => "(service)".to_owned(),
            Some((_, module)) => format!("{module}::{}", self.handler),
            None => self.handler.to_owned(),
        }
    }

    /// Checks that each argument that is loaded finds its id: better at the start than at the first request.
    #[track_caller]
    pub(super) fn assert_ids_in_path(&self) {
        for argument in &self.loads {
            let names = path_names(argument);
            assert!(
                names.iter().any(|name| self.path.contains(&format!("{{{name}}}"))),
                "`{}` loads its argument `{argument}` by an id, and the path `{}` has none of `{{{}}}`",
                self.handler_text(),
                self.path,
                names.join("}`, `{"),
            );
        }
    }
}

impl AccessTable {
    /// Returns the lines, in the order in which the routes were added.
    pub fn iter(&self) -> std::slice::Iter<'_, AccessEntry> {
        self.0.iter()
    }

    pub(super) fn push_endpoint<U: UserMixin, S>(
        &mut self,
        path: String,
        outer: &[AccessRule],
        endpoint: &Endpoint<U, S>,
    ) {
        let HandlerSite { module, name, file, line } = endpoint.handler;
        let rules = [outer, &[endpoint.rule]].concat();
        self.0.push(AccessEntry {
            methods: endpoint.methods.names(),
            path,
            rule_text: text_of(&rules),
            rules,
            handler: name,
            module,
            location: Some((file, line)),
            loads: endpoint.loads.iter().map(Load::argument).collect(),
        });
    }

    pub(super) fn push_service(&mut self, path: String, rules: Vec<AccessRule>, unguarded: Option<&str>) {
        self.0.push(AccessEntry {
            methods: vec!["ANY"],
            path,
            rule_text: unguarded.map_or_else(|| text_of(&rules), |reason| format!("unguarded: {reason}")),
            rules,
            handler: "",
            module: "",
            location: None,
            loads: Vec::new(),
        });
    }
}

/// The rules of a route, the outermost first.
fn text_of(rules: &[AccessRule]) -> String {
    rules.iter().map(AccessRule::to_string).collect::<Vec<_>>().join(" and ")
}

impl<'a> IntoIterator for &'a AccessTable {
    type Item = &'a AccessEntry;
    type IntoIter = std::slice::Iter<'a, AccessEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Display for AccessTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["METHOD", "PATH", "RULE", "HANDLER"].map(str::to_owned);
        let cells = |entry: &AccessEntry| {
            [entry.methods.join(","), entry.path.clone(), entry.rule_text.clone(), entry.handler_text()]
        };
        let rows: Vec<_> = std::iter::once(heads).chain(self.iter().map(cells)).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let (method, path, rule) = (width(0), width(1), width(2));
        rows.iter().try_for_each(|[a, b, c, d]| writeln!(f, "{a:method$}  {b:path$}  {c:rule$}  {d}"))
    }
}
