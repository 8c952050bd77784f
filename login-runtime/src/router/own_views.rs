//! The pages that one router sends people to, where they are not the manager's.

use std::fmt::Display;

use crate::manager::Views;
use crate::next::SafeNext;

/// What a router says of its views; of what it does not speak, the router around it does.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnViews {
    login: Option<Option<SafeNext>>,
    refresh: Option<Option<SafeNext>>,
}

impl OwnViews {
    #[track_caller]
    pub(super) fn set_login(&mut self, path: &str) {
        self.login = Some(Some(view("login_view", path)));
    }

    #[track_caller]
    pub(super) fn set_refresh(&mut self, path: &str) {
        self.refresh = Some(Some(view("refresh_view", path)));
    }

    pub(super) fn set_none(&mut self) {
        (self.login, self.refresh) = (Some(None), Some(None));
    }

    /// The views within the router; `None` where they are those around it.
    pub(super) fn within(self, outer: &Views) -> Option<Views> {
        if self.login.is_none() && self.refresh.is_none() {
            return None;
        }
        Some(Views {
            login: self.login.unwrap_or_else(|| outer.login.clone()),
            refresh: self.refresh.unwrap_or_else(|| outer.refresh.clone()),
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
