// Conditions and handlers that come from a declarative macro.
use domain::{Edit, Post, User};
use login_runtime::{Loaded, Router, requires, routing::get};

fn is_open(_: &User) -> bool {
    true
}

macro_rules! page {
    ($name:ident, $check:path, $action:ident, $argument:ident: $ty:ty) => {
        #[requires(check = $check, can($action, $argument), fresh = "5m")]
        async fn $name($argument: $ty) -> String {
            $argument.author.to_string()
        }
    };
}

page!(edit, is_open, Edit, post: Loaded<Post>);

fn main() {
    let _ = Router::<User>::new().route("/{id}", get(edit));
}
