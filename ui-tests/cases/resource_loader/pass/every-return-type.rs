// Async or not, with errors or without, with extractors, for every state or for one.
use axum::extract::{Query, State};
use domain::User;
use login_runtime::{Resource, resource_loader};

#[derive(Clone)]
struct App;

macro_rules! resources {
    ($($name:ident)*) => {$(
        struct $name;
        impl Resource for $name {
            type User = User;
        }
    )*};
}

resources!(A B C D);

#[resource_loader]
fn a(_: i64) -> Option<A> {
    Some(A)
}

#[resource_loader]
async fn b(_: String) -> Result<Option<B>, std::io::Error> {
    Ok(Some(B))
}

#[resource_loader]
async fn c(_: u128, State(_): State<App>, _: Query<Vec<(String, String)>>) -> Option<C> {
    Some(C)
}

#[resource_loader(state = App)]
async fn d(_: char, _: axum::http::Method) -> std::io::Result<Option<D>> {
    Ok(None)
}

fn main() {
    fn loads<S, R: login_runtime::ResourceLoader<S>>() {}
    loads::<(), A>();
    loads::<(), B>();
    loads::<App, C>();
    loads::<App, D>();
}
