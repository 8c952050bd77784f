// Type, constant and lifetime parameters, with bounds in both places.
use axum::extract::{FromRef, State};
use domain::User;
use login_runtime::{MethodRouter, Router, fresh_login_required, login_required, public, routing::get};

trait Store: Clone + Send + Sync + 'static {
    fn name(&self) -> String;
}

#[derive(Clone)]
struct Memory;

impl Store for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }
}

#[login_required]
async fn list<S: Store, const N: usize>(State(store): State<S>) -> String
where
    S: FromRef<S>,
{
    store.name().repeat(N)
}

#[public]
async fn count<S>(State(store): State<S>) -> String
where
    S: Store,
{
    store.name()
}

#[fresh_login_required]
async fn erase<S: Store>(_: State<S>) {}

fn routes<S: Store>() -> MethodRouter<User, S> {
    get(list::<S, 3>).post(count::<S>).delete(erase::<S>)
}

fn main() {
    let _ = Router::<User, Memory>::new().route("/", routes());
}
