// Names that give a field away are fine where the struct answers for them.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
#[user(active = always, session_stamp = none)]
struct Guest {
    id: u64,
    enabled: bool,
    password_hash: String,
}

#[user_loader]
fn load_guest(id: u64) -> Option<Guest> {
    Some(Guest { id, enabled: false, password_hash: String::new() })
}

#[derive(Clone, UserMixin)]
#[user(active = Self::may_come_in)]
#[user(loader = elsewhere)]
struct Clerk {
    id: u64,
    is_banned: bool,
}

impl Clerk {
    fn may_come_in(&self) -> bool {
        self.id != 13 && !self.is_banned
    }
}

fn main() {
    let guest = load_guest(1).unwrap();
    assert!(guest.is_active() && !guest.enabled && guest.password_hash.is_empty());
    assert!(!Clerk { id: 13, is_banned: false }.is_active());
    assert!(!Clerk { id: 1, is_banned: true }.is_active());
}
