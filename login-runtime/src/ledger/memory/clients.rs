//! What clients call themselves.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderValue;

/// The names of clients, each once: there are far fewer than log-ins.
#[derive(Default)]
pub(super) struct Clients(Mutex<Names>);

#[derive(Default)]
struct Names {
    known: HashSet<Arc<HeaderValue>>,
    sweep_at: usize,
}

impl Clients {
    pub(super) fn share(&self, name: HeaderValue) -> Arc<HeaderValue> {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.known.get(&name) {
            return Arc::clone(known);
        }
        if names.known.len() >= names.sweep_at {
            // Whoever logged in by that name is gone.
            names.known.retain(|name| Arc::strong_count(name) > 1);
            names.sweep_at = (names.known.len() * 2).max(16);
        }
        let name = Arc::new(name);
        names.known.insert(Arc::clone(&name));
        name
    }
}
