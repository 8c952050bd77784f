// The caret is on the type, which the message repeats as it was written.
#[login_runtime::public]
async fn page(user: login_runtime::CurrentUser<domain::User>) -> String {
    user.id.to_string()
}

fn main() {}
