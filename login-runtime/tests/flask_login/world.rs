//! What several topics share: listening to events.

use std::sync::{Arc, Mutex};

use login_runtime::{LoginEvent, LoginManagerBuilder};

use crate::common::User;

/// Every event as text, in order.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    /// Listens to everything the manager tells.
    pub(crate) fn listen(&self, manager: LoginManagerBuilder) -> LoginManagerBuilder {
        let heard = self.clone();
        manager.on_event(move |event: &LoginEvent<'_, User>| {
            heard.0.lock().expect("a whole list").push(format!("{event:?}"));
        })
    }

    /// What was told since this was last asked.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("a whole list"))
    }
}
