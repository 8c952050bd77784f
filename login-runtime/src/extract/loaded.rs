//! `Loaded<Resource>` as an argument.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::LoginRejection;
use crate::context::Objects;
use crate::policy::Loaded;

// No bound of ours: a missing loader is told at the route, in our words, and what is no resource by its rule.
impl<R: Send + Sync + 'static, S: Send + Sync> FromRequestParts<S> for Loaded<R> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        let object = parts.extensions.get_mut::<Objects>().and_then(Objects::take::<R, Self>);
        object.map(Self).ok_or_else(|| LoginRejection::nothing_loaded::<R>(parts))
    }
}
