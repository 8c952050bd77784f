//! The pages that one router sends people to, and what it answers those it sends nowhere, where they are not the manager's.

use std::fmt::Display;

use crate::manager::{RefusalHandler, Views};
use crate::next::SafeNext;

/// What a router says of its views; of what it does not speak, the router around it does.
#[derive(Clone, Default)]
pub(super) struct OwnViews {
    login: OwnView,
    refresh: OwnView,
    refusal_handler: Option<RefusalHandler>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum OwnView {
    /// That of the router around it.
    #[default]
    Inherited,
    /// No page at all.
    Nowhere,
    At(SafeNext),
}

impl OwnView {
    fn or(self, outer: Option<&SafeNext>) -> Option<SafeNext> {
        match self {
            Self::Inherited => outer.cloned(),
            Self::Nowhere => None,
            Self::At(view) => Some(view),
        }
    }
}

impl OwnViews {
    #[track_caller]
    pub(super) fn set_login(&mut self, path: &str) {
        self.login = OwnView::At(view("login_view", path));
    }

    #[track_caller]
    pub(super) fn set_refresh(&mut self, path: &str) {
        self.refresh = OwnView::At(view("refresh_view", path));
    }

    pub(super) fn set_none(&mut self) {
        (self.login, self.refresh) = (OwnView::Nowhere, OwnView::Nowhere);
    }

    pub(super) fn set_refusal_handler(&mut self, handler: RefusalHandler) {
        self.refusal_handler = Some(handler);
    }

    /// The views within the router; `None` where they are those around it.
    pub(super) fn within(self, outer: &Views) -> Option<Views> {
        let are_inherited = self.login == OwnView::Inherited
            && self.refresh == OwnView::Inherited
            && self.refusal_handler.is_none();
        (!are_inherited).then(|| Views {
            login: self.login.or(outer.login.as_ref()),
            refresh: self.refresh.or(outer.refresh.as_ref()),
            refusal_handler: self.refusal_handler.or_else(|| outer.refusal_handler.clone()),
        })
    }
}

#[track_caller]
fn view(setting: &str, path: &str) -> SafeNext {
    let refuse = |reason: &dyn Display| -> SafeNext {
        panic!("`{setting}` is {path:?}: {reason}; use an absolute path of this site such as \"/login\"")
    };
    SafeNext::parse(path).unwrap_or_else(|reason| refuse(&reason))
}
