// The caret is on the type of the argument.
use axum::extract::Path;
use domain::Edit;
use login_runtime::requires;

#[requires(can(Edit, post))]
async fn page(post: Path<i64>) {}

fn main() {}
