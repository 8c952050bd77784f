//! Axum alone: everybody is the same user, and refused is who asks for `/refused`.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::response::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::routing::{get, post};

use crate::users::{App, ID, Users};

pub(crate) fn app(users: Users) -> Router {
    Router::new()
        .route("/public", get(public))
        .route("/me", get(me))
        .route("/refused", get(refused))
        .route("/log-in", post(log_in))
        .route("/log-out", post(log_out))
        .with_state(App { users })
}

async fn public() -> &'static str {
    "ok"
}

async fn me(State(users): State<Users>) -> Result<String, StatusCode> {
    users.get(ID).map(|user| user.name.to_string()).ok_or(StatusCode::UNAUTHORIZED)
}

async fn refused() -> StatusCode {
    StatusCode::UNAUTHORIZED
}

async fn log_in(State(users): State<Users>) -> [(HeaderName, HeaderValue); 1] {
    std::hint::black_box(users.who_logs_in());
    [(header::SET_COOKIE, HeaderValue::from_static("id=7; HttpOnly; SameSite=Lax; Secure; Path=/"))]
}

async fn log_out() {}

/// Answers at `/me` just as `like` does, knowing nothing: what a refusal costs without the decision to refuse.
pub(crate) fn app_that_answers(like: Parts, body: Bytes) -> Router {
    let Parts { status, headers, .. } = like;
    Router::new().route("/me", get(move || async move { (status, headers, body) }))
}
