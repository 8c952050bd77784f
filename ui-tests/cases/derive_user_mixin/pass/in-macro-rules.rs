// The struct, its types and the answers come from a declarative macro.
use login_runtime::{UserMixin, user_loader};

macro_rules! user {
    ($name:ident, $key:ident: $id:ty, $active:path, $load:ident, $item:item) => {
        #[derive(Clone, UserMixin)]
        #[user(active = $active)]
        struct $name {
            #[user(id)]
            $key: $id,
            disabled: bool,
        }

        #[user_loader]
        async fn $load(key: $id) -> Option<$name> {
            Some($name { $key: key, disabled: false })
        }

        $item
    };
}

fn everybody<T>(_: &T) -> bool {
    true
}

user!(User, number: i64, everybody, load_user, fn item() {});

fn main() {
    item();
    let user = User { number: 7, disabled: true };
    assert!(user.is_active() && user.disabled);
    drop(load_user(7));
}
