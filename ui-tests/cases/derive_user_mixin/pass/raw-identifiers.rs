// Names that are keywords.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct r#struct {
    #[user(id)]
    r#type: String,
    #[user(inactive)]
    r#final: bool,
    #[user(session_stamp)]
    r#mod: u64,
}

#[user_loader]
fn r#fn(r#type: String) -> Option<r#struct> {
    Some(r#struct { r#type, r#final: false, r#mod: 0 })
}

fn main() {
    assert!(r#fn("ada".to_owned()).is_some_and(|user| user.is_active()));
}
