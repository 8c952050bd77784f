// The caret is on the permit that could be about either of two objects.
use domain::{Edit, Post};
use login_runtime::{Loaded, Permit, requires};

#[requires(can(Edit, from), can(Edit, to))]
async fn page(from: Loaded<Post>, to: Loaded<Post>, edit: Permit<Edit, Post>) -> String {
    format!("{} {} {}", from.author, to.author, edit.author)
}

fn main() {}
