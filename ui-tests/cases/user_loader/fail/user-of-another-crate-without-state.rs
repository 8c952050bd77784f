// The caret is on the attribute, which lacks `state = …`, with a label on the user type.
use login_runtime::user_loader;

#[user_loader]
async fn load_user(id: i64) -> Option<domain::User> {
    Some(domain::User { id })
}

fn main() {}
