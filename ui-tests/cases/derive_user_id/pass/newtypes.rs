// Newtypes around every kind of id, one around another, and a user with one.
use login_runtime::{UserId, UserMixin, user_loader};

#[derive(Clone, Copy, Debug, PartialEq, Eq, UserId)]
struct AccountId(i64);

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
pub struct Email(pub String);

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
struct r#Type(AccountId);

#[derive(Clone, UserMixin)]
struct User {
    id: r#Type,
}

#[user_loader]
fn load_user(id: r#Type) -> Option<User> {
    Some(User { id })
}

fn main() {
    assert_eq!(load_user(r#Type(AccountId(7))).unwrap().get_id().0.0, 7);
    assert_ne!(Email("a".to_owned()), Email("b".to_owned()));
}
