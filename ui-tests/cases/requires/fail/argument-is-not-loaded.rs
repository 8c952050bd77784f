// The caret is on the type of the argument.
use axum::extract::Path;
use login_runtime::requires;

#[requires(can(domain::Edit, post))]
async fn page(post: Path<i64>) -> String {
    post.to_string()
}

fn main() {}
