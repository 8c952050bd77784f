//! Every other address.

use login_runtime::public;

use crate::error::AppError;

#[public]
pub(crate) async fn page() -> AppError {
    AppError::NotFound
}
