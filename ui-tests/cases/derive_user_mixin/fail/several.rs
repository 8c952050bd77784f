// A caret on each of three mistakes: the second id, the name without a mark, the misspelled mark.
use login_runtime::UserMixin;

#[derive(Clone, UserMixin)]
#[user(loader = elsewhere)]
struct User {
    #[user(id)]
    id: i64,
    #[user(id)]
    email: String,
    banned: bool,
    #[user(session_stmp)]
    password_hash: String,
}

fn main() {}
