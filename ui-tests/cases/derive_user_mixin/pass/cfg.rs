// Fields that are not there, and attributes that are conditional.
use login_runtime::{UserMixin, user_loader};

#[cfg_attr(all(), derive(Clone, UserMixin))]
struct User {
    #[cfg(any())]
    id: f64,
    #[cfg_attr(all(), user(id))]
    key: i64,
    #[cfg(any())]
    enabled: bool,
}

#[cfg(any())]
#[user_loader]
fn load_user(key: u8) -> Option<User> {
    Some(User { key })
}

#[user_loader]
#[cfg(any())]
fn load_user(key: i8) -> Option<User> {
    Some(User { key })
}

#[user_loader]
#[cfg(all())]
fn load_user(key: i64) -> Option<User> {
    Some(User { key })
}

fn main() {
    assert_eq!(load_user(7).unwrap().get_id(), &7);
}
