// A hierarchy that meets again, grants of several enums, on every kind of field.
use std::collections::BTreeSet;
use std::sync::Arc;

use domain::Posts;
use login_runtime::{HasRole, Permission, PermissionSet, Role, RoleSet, UserMixin, user_loader};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
enum Users {
    Ban,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Role)]
enum AppRole {
    #[role(includes(Left, Right), grants(Users::Ban))]
    Top,
    #[role(includes(Bottom), grants(domain::Posts::Publish))]
    Left,
    #[role(includes(Bottom))]
    Right,
    #[role(grants(Posts::Edit))]
    Bottom,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
enum Team {
    Red,
    Blue,
}

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(role)]
    role: AppRole,
    #[user(roles)]
    teams: Vec<Team>,
    #[user(permissions)]
    posts: PermissionSet<Posts>,
    #[user(permissions)]
    users: Arc<[Users]>,
}

#[user_loader]
fn load(_: i64) -> Option<User> {
    None
}

#[derive(Clone, UserMixin)]
struct Other {
    id: i64,
    #[user(roles)]
    roles: BTreeSet<AppRole>,
    #[user(roles)]
    team: Option<Team>,
}

#[user_loader]
fn load_other(_: i64) -> Option<Other> {
    None
}

fn main() {
    assert_eq!(AppRole::Top.with_included(), RoleSet::all());
    let user = User {
        id: 1,
        role: AppRole::Right,
        teams: vec![Team::Blue],
        posts: Posts::Publish.into(),
        users: [Users::Ban].into(),
    };
    assert!(user.id == 1 && user.has_role(AppRole::Bottom) && !user.has_role(AppRole::Left));
    assert!(user.has_role(Team::Blue) && !user.has_role(Team::Red));
    assert!(user.has_permission(Posts::Edit) && user.has_permission(Posts::Publish));
    assert!(user.has_permission(Users::Ban));
    let other = Other { id: 2, roles: [AppRole::Left].into(), team: None };
    assert_eq!(other.id, 2);
    assert_eq!(HasRole::<AppRole>::role_set(&other).len(), 2);
    assert!(HasRole::<Team>::role_set(&other).is_empty());
    assert!(other.has_permission(Posts::Publish) && !other.has_permission(Users::Ban));
}
