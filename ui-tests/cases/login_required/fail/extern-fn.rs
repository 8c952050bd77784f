// The caret is on the ABI.
use login_runtime::login_required;

#[login_required]
async extern "C" fn page() {}

fn main() {}
