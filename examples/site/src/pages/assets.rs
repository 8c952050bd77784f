//! The style sheet and the icon, built into the program. They ask for nobody's identity, so browsers may keep them.

use axum::{
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::IntoResponse,
};
use login_runtime::public;

const FIVE_MINUTES: &str = "public, max-age=300";

#[public]
pub(crate) async fn css() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, FIVE_MINUTES)];
    (headers, include_str!("../../static/site.css"))
}

#[public]
pub(crate) async fn icon() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, FIVE_MINUTES)];
    (headers, include_str!("../../static/icon.svg"))
}
