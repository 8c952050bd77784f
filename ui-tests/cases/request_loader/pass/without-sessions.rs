// A request loader alone, of a user with generics: the loader is for one of its types.
use axum::http::HeaderMap;
use login_runtime::{Key, LoginManager, Router, UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct Machine<T: Clone + Send + Sync + 'static = Basic, const N: usize = 1> {
    id: [u8; N],
    #[user(id)]
    number: i64,
    profile: T,
}

#[derive(Clone)]
struct Basic;

#[request_loader]
fn load_machine(headers: HeaderMap) -> Option<Machine> {
    headers.is_empty().then_some(Machine { id: [0], number: 1, profile: Basic })
}

fn main() {
    let machine = load_machine(HeaderMap::new()).unwrap();
    let Machine { id: [0], number: 1, profile: Basic } = machine else { panic!() };
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let _ = Router::<Machine>::new().with_login(manager, ());
}
