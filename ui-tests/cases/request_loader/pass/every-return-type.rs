// With and without `async`, an error, a `Result` by another name, and on any terms.
use axum::http::{HeaderMap, Method, Uri};
use login_runtime::{RequestLoader, UserMixin, request_loader};

macro_rules! users {
    ($($name:ident)*) => { $(
        #[derive(Clone, UserMixin)]
        #[user(request_loader, loader = none)]
        struct $name {
            id: i64,
        }
    )* };
}

users!(A B C D E);

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[request_loader]
async fn load_a(headers: HeaderMap) -> Option<A> {
    headers.is_empty().then_some(A { id: 1 })
}

#[request_loader(challenge = "Basic realm=\"api\", charset=\"UTF-8\"")]
fn load_b(_: HeaderMap, _: Uri) -> std::option::Option<self::B> {
    Some(B { id: 1 })
}

#[request_loader(fresh)]
async fn load_c(_: HeaderMap) -> Result<Option<C>, std::num::ParseIntError> {
    Ok(Some(C { id: "1".parse()? }))
}

#[request_loader(before_session)]
fn load_d(_: (HeaderMap, Method)) -> std::io::Result<Option<D>> {
    Ok(Some(D { id: 1 }))
}

#[request_loader(before_session, fresh, challenge = "Bearer")]
async fn load_e(_: HeaderMap) -> Fallible<Option<E>> {
    Ok(Some(E { id: "1".parse()? }))
}

fn terms<U: RequestLoader<()>>() -> (Option<&'static str>, bool, bool) {
    (U::CHALLENGE, U::IS_FRESH, U::BEFORE_SESSION)
}

fn main() {
    assert_eq!(terms::<A>(), (None, false, false));
    assert_eq!(terms::<B>(), (Some("Basic realm=\"api\", charset=\"UTF-8\""), false, false));
    assert_eq!(terms::<C>(), (None, true, false));
    assert_eq!(terms::<D>(), (None, false, true));
    assert_eq!(terms::<E>(), (Some("Bearer"), true, true));
}
