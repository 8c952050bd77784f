//! The pages where people prove again who they are, and which of them turned out to send back whoever is logged in.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// Those of all routers of a manager: what is a route of one may be the view of another.
#[derive(Debug, Default)]
pub(crate) struct ConfirmPages {
    /// Whether a page sends people back, by its path.
    send_back: RwLock<HashMap<String, bool>>,
}

impl ConfirmPages {
    pub(crate) fn add(&self, path: &str) {
        let mut pages = self.send_back.write().unwrap_or_else(PoisonError::into_inner);
        pages.entry(path.to_owned()).or_default();
    }

    /// Notes that a path sends back whoever is logged in, if it is such a page.
    pub(crate) fn note_sends_back(&self, path: &str) {
        if self.is(path, false) {
            let mut pages = self.send_back.write().unwrap_or_else(PoisonError::into_inner);
            pages.insert(path.to_owned(), true);
        }
    }

    pub(crate) fn sends_back(&self, path: &str) -> bool {
        self.is(path, true)
    }

    fn is(&self, path: &str, sends_back: bool) -> bool {
        let pages = self.send_back.read().unwrap_or_else(PoisonError::into_inner);
        pages.get(path) == Some(&sends_back)
    }
}
