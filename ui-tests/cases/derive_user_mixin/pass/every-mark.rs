// All marks together: active when every `active` is true and no `inactive` is.
use std::hash::{DefaultHasher, Hasher};

use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    #[user(id)]
    #[user(session_stamp)]
    key: u128,
    #[user(active)]
    enabled: bool,
    #[user(active)]
    confirmed: bool,
    #[user(inactive)]
    banned: bool,
    #[user(inactive, session_stamp)]
    locked: bool,
}

#[user_loader]
fn load_user(key: u128) -> Option<User> {
    Some(User { key, enabled: true, confirmed: true, banned: false, locked: false })
}

fn stamp(user: &User) -> u64 {
    let mut hasher = DefaultHasher::new();
    user.session_stamp(&mut hasher);
    hasher.finish()
}

fn main() {
    let user = load_user(7).unwrap();
    assert!(user.is_active());
    let changes: [fn(&mut User); 3] =
        [|user| user.enabled = false, |user| user.confirmed = false, |user| user.banned = true];
    for change in changes {
        let mut changed = user.clone();
        change(&mut changed);
        assert!(!changed.is_active());
        assert_eq!(stamp(&changed), stamp(&user));
    }
    let locked = User { locked: true, ..user.clone() };
    assert!(!locked.is_active());
    assert_ne!(stamp(&locked), stamp(&user));
}
