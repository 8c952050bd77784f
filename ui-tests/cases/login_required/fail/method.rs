// The caret is on `self`, which no request has.
use login_runtime::login_required;

struct Pages;

impl Pages {
    #[login_required]
    async fn page(&self) {}
}

fn main() {}
