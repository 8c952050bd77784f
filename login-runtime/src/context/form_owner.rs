//! For whom a form was made: another person may have logged in, in another tab, before it is sent.

use std::hash::Hasher;

use super::{LoginContext, LoginError};
use crate::crypto::KeySet;
use crate::user::{IdBuffer, UserMixin};

impl<U: UserMixin> LoginContext<U> {
    /// A mark of whoever is there, the same for all their log-ins.
    pub(crate) fn form_owner(&self) -> String {
        self.mark(self.settings().sealer.active())
    }

    pub(crate) fn check_form_owner(&self, mark: &str) -> Result<(), LoginError> {
        let is_theirs = self.settings().sealer.all_keys().any(|keys| self.mark(keys) == mark);
        if is_theirs { Ok(()) } else { Err(LoginError::NotFormOwner) }
    }

    fn mark(&self, keys: &KeySet) -> String {
        let (person, _) = self.present();
        let id = person.map(|person| IdBuffer::of(person.user.get_id()));
        let mut digest = keys.form_hasher();
        // A guest has no id, and no user's is empty.
        digest.write(id.as_ref().and_then(IdBuffer::as_bytes).unwrap_or_default());
        format!("{:016x}", digest.finish())
    }
}
