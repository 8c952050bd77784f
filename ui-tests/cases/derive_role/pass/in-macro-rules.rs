// The enums, what is included and granted, and the fields come from a declarative macro.
use login_runtime::{Permission, PermissionSet, Role, RoleSet, UserMixin, user_loader};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
enum Posts {
    Read,
    Edit,
    Publish,
}

macro_rules! roles {
    ($name:ident { $low:ident $(, $more:ident)* }, $path:path, $ty:ident, $text:literal) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
        enum $name {
            #[role(grants($path))]
            $low,
            $($more,)*
            #[role(includes($low, $($more),*), grants($ty::Edit, Posts::Publish), name = $text)]
            Boss,
        }
    };
}

macro_rules! user {
    ($name:ident, $role:ident: $one:ty, $set:ty, $permissions:ty) => {
        #[derive(Clone, UserMixin)]
        struct $name {
            id: i64,
            #[user(role)]
            $role: $one,
            #[user(roles)]
            set: $set,
            #[user(permissions)]
            permissions: $permissions,
        }

        #[user_loader]
        fn load(id: i64) -> Option<$name> {
            let _ = id;
            None
        }
    };
}

roles!(AppRole { Reader, Author }, Posts::Read, Posts, "head of all");
roles!(Team { Red }, self::Posts::Edit, Posts, "captain");
user!(User, role: AppRole, Vec<Team>, PermissionSet<Posts>);

fn main() {
    let user = User { id: 1, role: AppRole::Boss, set: vec![Team::Red], permissions: PermissionSet::new() };
    assert!(user.id == 1 && user.has_role(AppRole::Author) && !user.has_role(Team::Boss));
    assert!([Posts::Read, Posts::Edit, Posts::Publish].map(|post| user.has_permission(post)) == [true; 3]);
    assert_eq!("head of all,author".parse(), Ok(RoleSet::from_iter([AppRole::Author, AppRole::Boss])));
}
