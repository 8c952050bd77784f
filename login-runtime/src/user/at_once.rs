//! Arguments of a loader that is asked at once: those that come from the application's state alone.

use std::cell::RefCell;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::extract::{FromRequestParts, State};
use axum::http::Request;
use axum::http::request::Parts;

thread_local! {
    /// The head of no request. It is made once, as making one costs more than taking a `State` from it.
    static NO_REQUEST: RefCell<Parts> = RefCell::new(Request::new(()).into_parts().0);
}

/// Takes an argument of a loader from the state alone; `None`: it may want something of the request, or have to wait.
pub fn extract_at_once<E, S>(is_of_state: bool, state: &S) -> Option<E>
where
    E: FromRequestParts<S>,
    S: Send + Sync,
{
    if !is_of_state {
        return None;
    }
    let extract = |parts: &RefCell<Parts>| {
        let mut parts = parts.try_borrow_mut().ok()?;
        let extracting = pin!(E::from_request_parts(&mut parts, state));
        match extracting.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(extracted) => extracted.ok(),
            Poll::Pending => None,
        }
    };
    NO_REQUEST.try_with(extract).ok().flatten()
}

/// Answers whether an argument of type `T` is taken from the state alone: `State` is, and everything else is not.
///
/// `OfState::<T>::IS` finds the inherent constant where there is one, and else the trait's.
#[derive(Debug)]
pub struct OfState<T>(PhantomData<T>);

/// The answer for every other type.
pub trait OfRequest {
    /// No.
    const IS: bool = false;
}

impl<T> OfRequest for OfState<T> {}

impl<T> OfState<State<T>> {
    /// Yes.
    pub const IS: bool = true;
}
