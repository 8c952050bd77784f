// The caret is on the argument that is no evidence.
use domain::{Edit, Post};
use login_runtime::Permit;

fn publish(_: &Permit<Edit, Post>) {}

fn main() {
    publish(&Post { author: 1 });
}
