// The caret is on the handler at the route.
use domain::User;
use login_runtime::{Loaded, Owned, Resource, Router, requires, routing::get};

struct Page(i64);

impl Resource for Page {
    type User = User;
}
impl Owned for Page {
    fn owner_id(&self) -> &i64 { &self.0 }
}
#[requires(owner(page))]
async fn show(page: Loaded<Page>) -> String { page.0.to_string() }

fn main() {
    let _ = Router::<User>::new().route("/{id}", get(show));
}
