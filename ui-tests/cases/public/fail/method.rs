// The caret is on `self`, which no request has.
use login_runtime::public;

struct Pages;

impl Pages {
    #[public]
    async fn page(self) {}
}

fn main() {}
