//! `Permit<Action, Resource>` as an argument.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::LoginRejection;
use crate::context::{Objects, of_user_type};
use crate::policy::{Decision, Permit, Policy};

impl<A: 'static, R: Policy<A>, S: Send + Sync> FromRequestParts<S> for Permit<A, R> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        let context = of_user_type::<R::User>(parts)
            .map_err(|missing| LoginRejection::missing::<R::User>(missing, parts))?;
        let object = parts.extensions.get_mut::<Objects>().and_then(Objects::take::<R, Self>);
        let Some(resource) = object else { return Err(LoginRejection::nothing_loaded::<R>(parts)) };
        let person = Arc::clone(&context).person();
        let user = person.as_ref().map(|(person, _)| &person.user);
        let is_fresh = person.as_ref().is_some_and(|(_, is_fresh)| *is_fresh);
        // Asked anew: the rule may have let the request through for another reason.
        Self::of(user, is_fresh, resource).map_err(|decision| {
            let refusal = Box::new(context.refuse_object(decision, parts));
            match decision {
                Decision::Unavailable => LoginRejection::Unavailable(refusal),
                _ => LoginRejection::Refused(refusal),
            }
        })
    }
}
