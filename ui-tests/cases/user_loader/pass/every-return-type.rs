// With and without `async`, an error, and a `Result` by another name.
use login_runtime::{UserMixin, user_loader};

macro_rules! users {
    ($($name:ident)*) => { $(
        #[derive(Clone, UserMixin)]
        struct $name {
            id: i64,
        }
    )* };
}

users!(A B C D E);

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[user_loader]
async fn load_a(id: i64) -> Option<A> {
    Some(A { id })
}

#[user_loader]
fn load_b(id: i64) -> std::option::Option<self::B> {
    Some(B { id })
}

#[user_loader]
async fn load_c(id: i64) -> Result<Option<C>, std::num::ParseIntError> {
    Ok(Some(C { id: id.to_string().parse()? }))
}

#[user_loader]
fn load_d(id: i64) -> std::io::Result<Option<D>> {
    Ok(Some(D { id }))
}

#[user_loader]
async fn load_e(id: i64) -> Fallible<Option<E>> {
    Ok(Some(E { id: id.to_string().parse()? }))
}

fn main() {
    assert_eq!(load_b(7).unwrap().get_id(), &7);
    assert_eq!(load_d(7).unwrap().unwrap().get_id(), &7);
    drop((load_a(7), load_c(7), load_e(7)));
}
