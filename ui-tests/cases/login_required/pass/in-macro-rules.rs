// The handler, its arguments and its body come from a declarative macro.
use domain::User;
use login_runtime::{CurrentUser, Router, fresh_login_required, login_required, public, routing::get};

macro_rules! pages {
    ($($(#[$attribute:meta])* $vis:vis $name:ident($argument:pat => $type:ty) -> $output:ty $body:block)*) => { $(
        $(#[$attribute])*
        $vis async fn $name($argument: $type) -> $output $body
    )* };
}

macro_rules! wrapped {
    ($item:item) => {
        #[login_required]
        $item
    };
}

macro_rules! timed {
    ($name:ident, $within:literal) => {
        #[fresh_login_required(within = $within)]
        async fn $name() {}
    };
}

pages! {
    #[login_required]
    pub(crate) one(user => CurrentUser<User>) -> i64 { user.id }
    #[public]
    two(_ => Option<CurrentUser<User>>) -> () {}
}

wrapped! {
    async fn three(body: String) -> String { body }
}

timed!(four, "10m");

fn main() {
    async fn number(user: CurrentUser<User>) -> i64 {
        user.id
    }
    let _ = number;
    let _ = one;
    let _ = Router::<User>::new().route("/", get(two).post(three).put(four));
}
