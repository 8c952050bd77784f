// The caret is on the argument that is no resource; without one there is neither policy nor loader.
use domain::User;
use login_runtime::{Loaded, Router, requires, routing::get};

struct Page;
struct Edit;

#[requires(can(Edit, page))]
async fn edit(page: Loaded<Page>) {
    let Page = *page;
}

fn main() {
    let _ = Router::<User>::new().route("/{page}", get(edit));
}
