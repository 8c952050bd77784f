// The caret is on the sixteenth argument, one more than fits beside the guard.
use axum::http::Method as M;
use login_runtime::login_required;

#[login_required]
async fn page(
    (_, _, _, _, _): (M, M, M, M, M), _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M,
    _: M, _: M, _: M, _: M, _: M, _: M, _last: String,
) {
}

fn main() {}
