//! Holding on to the person behind a request.
//!
//! Whoever was found stands in the context itself, so that a request allocates once; whoever logs in or changes during
//! the request stands alone, so that what was read before stays as it was.

use std::ops::Deref;
use std::sync::Arc;

use super::{LoginContext, Person};
use crate::user::UserMixin;

/// A person, for as long as the context is borrowed.
pub(super) enum Present<'a, U: UserMixin> {
    Found(&'a Person<U>),
    Changed(Arc<Person<U>>),
}

impl<U: UserMixin> Deref for Present<'_, U> {
    type Target = Person<U>;

    fn deref(&self) -> &Person<U> {
        match self {
            Self::Found(person) => person,
            Self::Changed(person) => person,
        }
    }
}

/// A person to keep: beyond the request, if need be.
pub(crate) enum Held<U: UserMixin> {
    /// In the context of a request that found somebody.
    Found(Arc<LoginContext<U>>),
    Changed(Arc<Person<U>>),
}

impl<U: UserMixin> Held<U> {
    /// The user; a clone, if somebody else still holds this one.
    pub(crate) fn into_user(self) -> U {
        match self {
            Self::Found(_) => self.user.clone(),
            Self::Changed(person) => Arc::unwrap_or_clone(person).user,
        }
    }
}

impl<U: UserMixin> Deref for Held<U> {
    type Target = Person<U>;

    fn deref(&self) -> &Person<U> {
        match self {
            Self::Found(context) => match context.found_person() {
                Some(person) => person,
                None => unreachable!("a context is held only for the person it found, and finds once"),
            },
            Self::Changed(person) => person,
        }
    }
}

impl<U: UserMixin> Clone for Held<U> {
    fn clone(&self) -> Self {
        match self {
            Self::Found(context) => Self::Found(Arc::clone(context)),
            Self::Changed(person) => Self::Changed(Arc::clone(person)),
        }
    }
}
