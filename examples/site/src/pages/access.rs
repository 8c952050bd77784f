//! `/admin/access`: every address of the site with who may use it.

use std::sync::LazyLock;

use askama::Template;
use axum::response::IntoResponse;
use login_runtime::{AccessTable, login_required};

use crate::{error::AppError, render::html, routes::access_table};

static TABLE: LazyLock<AccessTable> = LazyLock::new(access_table);

#[derive(Template)]
#[template(path = "access.html")]
struct AccessPage<'a> {
    table: &'a AccessTable,
}

#[login_required]
pub(crate) async fn page() -> Result<impl IntoResponse, AppError> {
    html(&AccessPage { table: &TABLE })
}
