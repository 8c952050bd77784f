// A user with a profile of any type, and one with a lifetime that must be `'static`.
use login_runtime::{CurrentUser, MethodRouter, UserMixin, login_required, routing::get};

trait Profile: Clone + Send + Sync + 'static {}

impl Profile for String {}

#[derive(Clone, UserMixin)]
struct User<T: Profile, const N: usize = 3>
where
    T: std::fmt::Debug,
{
    id: i64,
    #[user(session_stamp)]
    epochs: [u8; N],
    profile: T,
}

#[derive(Clone, UserMixin)]
struct Borrowed<'a> {
    id: u32,
    name: &'a str,
}

#[login_required]
async fn page(user: CurrentUser<User<String>>) -> String {
    format!("{:?} {:?}", user.profile, user.epochs)
}

#[login_required]
async fn borrowed(user: CurrentUser<Borrowed<'static>>) -> &'static str {
    user.name
}

fn main() {
    let _: MethodRouter<User<String>> = get(page);
    let _: MethodRouter<Borrowed<'static>> = get(borrowed);
    assert!(User::<_, 1> { id: 1, epochs: [0], profile: String::new() }.is_active());
    assert_eq!(Borrowed { id: 1, name: "ada" }.get_id(), &1);
}
