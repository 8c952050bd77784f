// Neither roles nor permissions have to be `Copy`.
use login_runtime::{AccessEnum, HasRole, Permission, Role, RoleSet, UserMixin, user_loader};

#[derive(PartialEq, Permission)]
enum Posts {
    Read,
    Edit,
}

#[derive(Clone, Debug, PartialEq, Role)]
enum AppRole {
    #[role(grants(Posts::Read))]
    Reader,
    #[role(includes(Reader), grants(Posts::Edit))]
    Author,
}

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(roles)]
    roles: Vec<AppRole>,
}

#[user_loader]
fn load_user(id: i64) -> Option<User> {
    Some(User { id, roles: vec![AppRole::Author] })
}

fn main() {
    let user = load_user(1).expect("a user");
    assert!(user.role_set().iter().eq([AppRole::Reader, AppRole::Author]));
    assert_eq!(AppRole::from_name("author"), Some(AppRole::Author));
    assert!(user.has_permission(Posts::Edit) && RoleSet::<AppRole>::all().contains(AppRole::Reader));
}
