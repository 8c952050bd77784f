// The runtime under a path of this crate: nothing is taken from anywhere else.
mod shared {
    pub(crate) mod login {
        pub(crate) use login_runtime::{
            __private, CurrentUser, Router, UserId, UserMixin, fresh_login_required, guest_only, login_required,
            public, routing::get, user_loader,
        };
    }
}

use shared::login::{
    CurrentUser, Router, UserId, UserMixin, fresh_login_required, get, guest_only, login_required, public,
    user_loader,
};

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
#[user(crate = "crate::shared::login")]
struct AccountId(i64);

#[derive(Clone, UserMixin)]
#[user(crate = "crate::shared::login")]
struct User {
    id: AccountId,
}

#[user_loader(crate = "crate::shared::login")]
fn load_user(id: AccountId) -> Option<User> {
    Some(User { id })
}

#[login_required(crate = "crate::shared::login")]
async fn one(user: CurrentUser<User>) -> String {
    user.id.0.to_string()
}

#[fresh_login_required(crate = "crate::shared::login", within = "1d")]
async fn two() {}

#[public(insecure_cross_origin, crate = "crate::shared::login")]
async fn three(_: Option<CurrentUser<User>>) {}

#[guest_only(crate = "crate::shared::login")]
async fn four() {}

fn main() {
    let _ = Router::<User>::new().route("/", get(one).post(two).put(three).delete(four));
}
