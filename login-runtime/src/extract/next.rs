//! `Option<SafeNext>` as an argument: where the person wanted to go.

use std::convert::Infallible;

use axum::extract::OptionalFromRequestParts;
use axum::http::request::Parts;

use crate::next::SafeNext;

impl<S: Send + Sync> OptionalFromRequestParts<S> for SafeNext {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(Self::from_query(parts.uri.query()))
    }
}
