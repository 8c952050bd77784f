//! The pages that people are sent to who may not go on, and what those see who are sent nowhere.

use super::RefusalHandler;
use crate::next::SafeNext;

/// The views of a manager, or of one router among others.
#[derive(Clone, Default)]
pub(crate) struct Views {
    /// Where a guest logs in; `None`: guests get a 401.
    pub(crate) login: Option<SafeNext>,
    /// Where somebody proves once more who they are.
    pub(crate) refresh: Option<SafeNext>,
    /// What answers those who are sent nowhere, of a router's own: it comes before the manager's handlers.
    pub(crate) refusal_handler: Option<RefusalHandler>,
}

impl Views {
    /// The page where somebody proves again who they are: logging in again is fresh too.
    pub(crate) fn to_confirm(&self) -> Option<&SafeNext> {
        self.refresh.as_ref().or(self.login.as_ref())
    }

    /// Says whether a path is one of them.
    pub(crate) fn contain(&self, path: &str) -> bool {
        [&self.login, &self.refresh].into_iter().flatten().any(|view| view.path() == path)
    }
}
