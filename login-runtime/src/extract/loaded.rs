//! `Loaded<Resource>` as an argument.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::LoginRejection;
use crate::context::Objects;
use crate::policy::{Loaded, Resource};

// No bound but on the resource: a missing loader is told at the route, in our words.
impl<R: Resource, S: Send + Sync> FromRequestParts<S> for Loaded<R> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        let object = parts.extensions.get_mut::<Objects>().and_then(Objects::take::<R, Self>);
        object.map(Self).ok_or_else(|| LoginRejection::nothing_loaded::<R>(parts))
    }
}
