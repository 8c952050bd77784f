// The caret is on `unsafe`.
use login_runtime::login_required;

#[login_required]
async unsafe fn page() {}

fn main() {}
