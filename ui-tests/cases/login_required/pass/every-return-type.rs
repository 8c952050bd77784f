// `impl IntoResponse`, `?`, a tuple, nothing at all, never.
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use domain::User;
use login_runtime::{Login, LoginError, Router, login_required, public, routing::get};

#[login_required]
async fn opaque() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "hello")
}

#[public]
async fn question_mark(login: Login<User>) -> Result<Redirect, LoginError> {
    login.login_user(&User { id: 1 }).remember(true).await?;
    Ok(login.redirect_to_next("/"))
}

#[login_required]
async fn tuple() -> (StatusCode, [(HeaderName, &'static str); 1], String) {
    (StatusCode::CREATED, [(header::LOCATION, "/")], String::new())
}

#[login_required]
async fn nothing() {}

#[login_required]
async fn early(body: String) -> Result<(), axum::response::ErrorResponse> {
    if body.is_empty() {
        return Err(StatusCode::BAD_REQUEST.into());
    }
    Ok(())
}

fn main() {
    let _ = Router::<User>::new()
        .route("/", get(opaque).post(question_mark).put(tuple).delete(nothing).patch(early));
}
