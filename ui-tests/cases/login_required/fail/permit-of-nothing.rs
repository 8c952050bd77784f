// The caret is on the argument that nothing fills.
use domain::{Edit, Post};
use login_runtime::{Permit, login_required};

#[login_required]
async fn page(_edit: Permit<Edit, Post>) {}

fn main() {}
