//! An axum router in the making, beside the fallbacks that axum would forget or ask too seldom.

use axum::Router;

use super::at_root::AtRoot;

/// A router of axum's. Whatever is under a prefix is answered by the nearest fallback, as the access table says.
pub(super) struct Built<S> {
    pub(super) router: Router<S>,
    /// What answers where none of its routes does, in the same layers.
    fallback: Option<Router<S>>,
    /// The fallbacks of nested routers, by their prefixes.
    nested: Vec<(String, Router<S>)>,
}

impl<S: Clone + Send + Sync + 'static> Built<S> {
    pub(super) fn new() -> Self {
        Self { router: Router::new(), fallback: None, nested: Vec::new() }
    }

    /// Adds what is no fallback.
    pub(super) fn with(mut self, add: impl FnOnce(Router<S>) -> Router<S>) -> Self {
        self.router = add(self.router);
        self
    }

    /// Adds a fallback.
    pub(super) fn with_fallback(mut self, add: impl Fn(Router<S>) -> Router<S>) -> Self {
        self.fallback = Some(add(Router::new()));
        self.with(add)
    }

    /// Wraps all there is so far.
    pub(super) fn wrap(mut self, wrap: impl Fn(Router<S>) -> Router<S>) -> Self {
        self.fallback = self.fallback.map(&wrap);
        self.nested = self.nested.into_iter().map(|(prefix, fallback)| (prefix, wrap(fallback))).collect();
        self.with(wrap)
    }

    pub(super) fn merge(mut self, other: Self) -> Self {
        self.fallback = self.fallback.or(other.fallback);
        self.nested.extend(other.nested);
        self.router = self.router.merge(other.router);
        self
    }

    /// Nests another one. The path of its prefix with nothing but a slash behind it may be a route's.
    pub(super) fn nest(mut self, prefix: &str, inner: Self, is_slash_routed: bool, state: &S) -> Self {
        self.router = self.router.nest(prefix, inner.router);
        match inner.fallback {
            Some(fallback) => {
                if !is_slash_routed {
                    // In axum's `nest` a fallback does not answer `/prefix/`, which the one around it would.
                    let at_root = AtRoot(fallback.clone().with_state(state.clone()));
                    self.router = self.router.route_service(&with_slash(prefix), at_root);
                }
                self.nested.push((prefix.to_owned(), fallback));
            }
            // Those in a router that has none itself axum's `nest` forgets.
            None => {
                for (path, fallback) in inner.nested {
                    let path = joined(prefix, &path);
                    self.router = self.router.nest(&path, fallback.clone());
                    self.nested.push((path, fallback));
                }
            }
        }
        self
    }
}

/// A path behind a prefix, as axum joins them: a nested router's `/` is the prefix itself.
pub(super) fn joined(prefix: &str, path: &str) -> String {
    match (prefix.strip_suffix('/'), path) {
        (Some(prefix), path) => format!("{prefix}{path}"),
        (None, "/") if !prefix.is_empty() => prefix.to_owned(),
        (None, path) => format!("{prefix}{path}"),
    }
}

/// A prefix with one slash behind it.
pub(super) fn with_slash(prefix: &str) -> String {
    format!("{}/", prefix.trim_end_matches('/'))
}
