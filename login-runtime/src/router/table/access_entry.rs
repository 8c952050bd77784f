//! One line of the access table.

use std::any::TypeId;
use std::collections::HashMap;
use std::time::Duration;

use super::{AccessAudience, CrossOrigin, DenyBehavior, Freshness};
use crate::context::path_names;
use crate::policy::Load;
use crate::router::endpoint::Endpoint;
use crate::router::handler_site::HandlerSite;
use crate::rule::{AccessRule, Audience, Denial, Rule};
use crate::user::UserMixin;

/// One line of an [`AccessTable`](crate::AccessTable).
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{AccessAudience, CrossOrigin, DenyBehavior, Router, requires, routing::post};
///
/// #[requires(fresh = "10m", deny = not_found)]
/// async fn erase() {}
///
/// let table = Router::<User>::new().route("/erase", post(erase)).access_table();
/// let entry = table.iter().next().unwrap();
/// assert_eq!(entry.audience(), AccessAudience::LoggedIn);
/// assert_eq!(entry.deny(), Some(DenyBehavior::NotFound));
/// assert_eq!(entry.freshness().unwrap().to_string(), "10m");
/// assert_eq!(entry.cross_origin(), CrossOrigin::Checked);
/// assert_eq!(entry.unguarded_reason(), None);
/// ```
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
    pub handler: String,
    /// The module of the handler; empty for a whole service.
    pub module: &'static str,
    /// The source file and line where the handler is given to its route; `None` for a whole service.
    pub location: Option<(&'static str, u32)>,
    /// The arguments of the handler that are loaded by the id in the path.
    pub loads: Vec<&'static str>,
    unguarded: Option<String>,
    /// The permissions that it asks for and that no user could have: only the router knows the user type.
    pub(super) ungranted: Vec<String>,
}

impl AccessEntry {
    pub(super) fn of_endpoint<U: UserMixin, S>(
        path: String,
        outer: &[AccessRule],
        endpoint: &Endpoint<U, S>,
    ) -> Self {
        let HandlerSite { module, name, file, line } = endpoint.handler.clone();
        Self {
            methods: endpoint.methods.names(),
            handler: name,
            module,
            location: Some((file, line)),
            loads: endpoint.loads.iter().map(Load::argument).collect(),
            ..Self::of_service::<U>(path, [outer, &[endpoint.rule]].concat(), None)
        }
    }

    pub(super) fn of_service<U: UserMixin>(
        path: String,
        rules: Vec<AccessRule>,
        unguarded: Option<&str>,
    ) -> Self {
        Self {
            methods: vec!["ANY"],
            path,
            rule_text: unguarded.map_or_else(|| text_of(&rules), |reason| format!("unguarded: {reason}")),
            ungranted: ungranted::<U>(&rules),
            rules,
            handler: String::new(),
            module: "",
            location: None,
            loads: Vec::new(),
            unguarded: unguarded.map(str::to_owned),
        }
    }

    /// Returns whom the route is for, by the strictest of its rules; everybody where nobody guards it.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{AccessAudience, Router, guest_only, routing::get};
    ///
    /// #[guest_only]
    /// async fn page() {}
    ///
    /// let table = Router::<User>::new().route("/page", get(page)).access_table();
    /// let entry = table.iter().next().unwrap();
    /// assert_eq!(entry.audience(), AccessAudience::Guests);
    /// ```
    #[must_use]
    pub fn audience(&self) -> AccessAudience {
        let is_for = |audience| self.rules.iter().any(|rule| rule.audience == audience);
        if is_for(Audience::LoggedIn) {
            AccessAudience::LoggedIn
        } else if is_for(Audience::Guests) {
            AccessAudience::Guests
        } else {
            AccessAudience::Everybody
        }
    }

    /// Returns what somebody gets whom nothing could let in; `None` where everybody is let in.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{DenyBehavior, Router, requires, routing::get};
    ///
    /// #[requires(fresh, deny = not_found)]
    /// async fn page() {}
    ///
    /// let table = Router::<User>::new().route("/page", get(page)).access_table();
    /// let entry = table.iter().next().unwrap();
    /// assert_eq!(entry.deny(), Some(DenyBehavior::NotFound));
    /// ```
    #[must_use]
    pub fn deny(&self) -> Option<DenyBehavior> {
        if self.rules.iter().all(AccessRule::is_public) {
            return None;
        }
        let is_for_guests = self.rules.iter().any(|rule| rule.audience == Audience::Guests);
        Some(match Denial::of(&self.rules) {
            _ if is_for_guests => DenyBehavior::Home,
            Denial::Forbidden => DenyBehavior::Forbidden,
            Denial::NotFound => DenyBehavior::NotFound,
        })
    }

    /// Returns the strictest freshness that the rules speak of, also where another part of an `any` may do instead, but
    /// not under a `not`; `None` where they speak of none.
    ///
    /// A time that is written down goes before the manager's, which only the manager knows.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Freshness, Router, requires, routing::get};
    /// use std::time::Duration;
    ///
    /// #[requires(fresh = "10m")]
    /// async fn page() {}
    ///
    /// let table = Router::<User>::new().route("/page", get(page)).access_table();
    /// let entry = table.iter().next().unwrap();
    /// assert_eq!(entry.freshness(), Some(Freshness::Within(Duration::from_secs(600))));
    /// ```
    #[must_use]
    pub fn freshness(&self) -> Option<Freshness> {
        let mut found = Vec::new();
        for rule in &self.rules {
            collect_freshness(&rule.rule, &mut found);
        }
        let shortest = found.iter().flatten().min();
        match shortest {
            Some(seconds) => Some(Freshness::Within(Duration::from_secs(*seconds))),
            None if found.is_empty() => None,
            None => Some(Freshness::FreshFor),
        }
    }

    /// Says whether requests from other sites are refused.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{CrossOrigin, Router, public, routing::post};
    ///
    /// #[public(insecure_cross_origin)]
    /// async fn page() {}
    ///
    /// let table = Router::<User>::new().route("/page", post(page)).access_table();
    /// let entry = table.iter().next().unwrap();
    /// assert_eq!(entry.cross_origin(), CrossOrigin::Insecure);
    /// ```
    #[must_use]
    pub fn cross_origin(&self) -> CrossOrigin {
        match self.rules.last() {
            // On a `GET` too, where it lets other sites open WebSockets.
            None | Some(AccessRule { checks_origin: false, .. }) => CrossOrigin::Insecure,
            Some(_) if self.has_unsafe_method() => CrossOrigin::Checked,
            Some(_) => CrossOrigin::NotNeeded,
        }
    }

    /// Returns why nobody guards the route; `None` where somebody does.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::Router;
    ///
    /// let table = Router::<User>::new().trust_unguarded("static files", axum::Router::new()).access_table();
    /// assert_eq!(table.iter().next().unwrap().unguarded_reason(), Some("static files"));
    /// ```
    #[must_use]
    pub fn unguarded_reason(&self) -> Option<&str> {
        self.unguarded.as_deref()
    }

    /// Says whether it lists a method, or `ANY`.
    pub(super) fn is_for(&self, method: &str) -> bool {
        self.methods.contains(&method)
    }

    pub(super) fn has_unsafe_method(&self) -> bool {
        self.methods.iter().any(|method| !matches!(*method, "GET" | "HEAD" | "OPTIONS"))
    }

    /// Says whether it is a whole service, in which paths and methods are nobody's to know.
    pub(crate) fn is_service(&self) -> bool {
        self.handler.is_empty()
    }

    /// The handler with the module it stands in, if that is not the crate itself.
    pub(super) fn handler_text(&self) -> String {
        match self.module.rsplit_once("::") {
            _ if self.is_service() => "(service)".to_owned(),
            Some((_, module)) => format!("{module}::{}", self.handler),
            None => self.handler.clone(),
        }
    }

    /// Checks that each argument that is loaded finds its id, and one of its own: better at the start than at the first request.
    #[track_caller]
    pub(in crate::router) fn assert_ids_in_path(&self) {
        let (handler, path) = (self.handler_text(), &self.path);
        let params: Vec<_> = path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        let mut first = HashMap::new();
        for argument in &self.loads {
            let names = path_names(argument, params.last().copied());
            let Some(param) = names.into_iter().find(|name| params.contains(&name.as_str())) else {
                panic!(
                    "`{handler}` loads its argument `{argument}` by an id, and the path `{path}` has neither `{{{argument}}}` nor \
                     `{{{argument}_id}}`, nor `{{id}}` as its last parameter"
                );
            };
            assert!(
                params.iter().filter(|other| **other == param).count() == 1,
                "`{handler}` loads its argument `{argument}` by an id, and the path `{path}` has `{{{param}}}` twice; name the \
                 one that is meant `{{{argument}_id}}`"
            );
            if let Some(other) = first.insert(param.clone(), argument) {
                panic!(
                    "`{handler}` would load both of its arguments `{other}` and `{argument}` by `{{{param}}}` of the path \
                     `{path}`; give each its own, `{{{other}_id}}` and `{{{argument}_id}}`"
                );
            }
        }
    }
}

/// The rules of a route, the outermost first.
fn text_of(rules: &[AccessRule]) -> String {
    rules.iter().map(AccessRule::to_string).collect::<Vec<_>>().join(" and ")
}

fn collect_freshness(rule: &Rule, found: &mut Vec<Option<u64>>) {
    match rule {
        Rule::All(parts) | Rule::Any(parts) => parts.iter().for_each(|part| collect_freshness(part, found)),
        Rule::Named(_, part) => collect_freshness(&part.rule, found),
        Rule::Fresh(within) => found.push(*within),
        _ => {}
    }
}

fn ungranted<U: UserMixin>(rules: &[AccessRule]) -> Vec<String> {
    let is_granted = |(permission, bit): (TypeId, u64)| U::grantable_bits(permission) & bit != 0;
    let mut found = Vec::new();
    for rule in rules {
        rule.rule.walk(&mut |part| {
            let Rule::Atom(atom) = part else { return };
            let question = part.to_string();
            if atom.permission().is_some_and(|asked| !is_granted(asked)) && !found.contains(&question) {
                found.push(question);
            }
        });
    }
    found
}
