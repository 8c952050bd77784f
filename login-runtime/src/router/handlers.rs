//! What is a handler, and how it is called: as axum does, but that the first argument is given.
//!
//! An impl is told from the others by what its function takes: the request's parts alone, or the request with its body.

use std::future::{Future, ready};

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::handler::{Handler, Layered};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::AxumHandler;

// Listing what is a handler would bury the message about one that is none.

#[diagnostic::do_not_recommend]
impl<H, W, R, S> AxumHandler<(), ((),), S> for H
where
    H: FnOnce() -> W + Clone + Send + Sync + 'static,
    W: Future<Output = R> + Send,
    R: IntoResponse,
{
    fn answer(
        self,
        (): (),
        _: Request,
        _: &S,
    ) -> impl Future<Output = Response> + Send + use<H, W, R, S> + 'static {
        async move { self().await.into_response() }
    }
}

#[diagnostic::do_not_recommend]
impl<H, W, R, M, F, S> AxumHandler<F, (M, F), S> for H
where
    H: FnOnce(F) -> W + Clone + Send + Sync + 'static,
    W: Future<Output = R> + Send,
    R: IntoResponse,
    F: FromRequest<S, M> + Send + 'static,
{
    fn answer(
        self,
        first: F,
        _: Request,
        _: &S,
    ) -> impl Future<Output = Response> + Send + use<H, W, R, M, F, S> + 'static {
        async move { self(first).await.into_response() }
    }
}

/// A text is a handler as well, `get("Hello")`: what rustc misses is its rule, and no extractor.
#[diagnostic::do_not_recommend]
impl<S> AxumHandler<(), &'static str, S> for &'static str {
    fn answer(self, (): (), _: Request, _: &S) -> impl Future<Output = Response> + Send + use<S> + 'static {
        ready(self.into_response())
    }
}

/// A handler in a layer of its own, which only axum can call.
#[diagnostic::do_not_recommend]
impl<L, H: AxumHandler<F, M, S>, F, M, T, S: Clone> AxumHandler<F, (M, T), S> for Layered<L, H, T, S>
where
    Self: Handler<T, S>,
{
    const IS_CALLED_BY_AXUM: bool = true;

    fn answer(
        self,
        _: F,
        request: Request,
        state: &S,
    ) -> impl Future<Output = Response> + Send + use<L, H, F, M, T, S> + 'static {
        self.call(request, state.clone())
    }
}

/// An argument, or the answer in its place.
macro_rules! extracted {
    ($extraction:expr) => {
        match $extraction.await {
            Ok(argument) => argument,
            Err(rejection) => return rejection.into_response(),
        }
    };
}

macro_rules! for_functions_with {
    ($($before:ident)* | $last:ident) => {
        // No argument needs the body. axum would put the request together again for the last one, only to take it apart.
        #[diagnostic::do_not_recommend]
        impl<H, W, R, F, S, $($before,)* $last> AxumHandler<F, (Parts, F, $($before,)* $last), S> for H
        where
            H: FnOnce(F, $($before,)* $last) -> W + Clone + Send + Sync + 'static,
            W: Future<Output = R> + Send,
            R: IntoResponse,
            F: FromRequestParts<S> + Send + 'static,
            S: Clone + Send + Sync + 'static,
            $($before: FromRequestParts<S> + Send,)*
            $last: FromRequestParts<S> + Send,
        {
            #[allow(non_snake_case, reason = "an argument is named as its type")]
            fn answer(
                self,
                first: F,
                request: Request,
                state: &S,
            ) -> impl Future<Output = Response> + Send + use<H, W, R, F, S, $($before,)* $last> + 'static {
                let ((mut parts, body), state) = (request.into_parts(), state.clone());
                async move {
                    $(let $before = extracted!($before::from_request_parts(&mut parts, &state));)*
                    let $last = extracted!($last::from_request_parts(&mut parts, &state));
                    // A handler may run for long, and holds on to nothing that it did not ask for.
                    drop((parts, body, state));
                    self(first, $($before,)* $last).await.into_response()
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl<H, W, R, F, S, $($before,)* $last> AxumHandler<F, (Request, F, $($before,)* $last), S> for H
        where
            H: FnOnce(F, $($before,)* $last) -> W + Clone + Send + Sync + 'static,
            W: Future<Output = R> + Send,
            R: IntoResponse,
            F: FromRequestParts<S> + Send + 'static,
            S: Clone + Send + Sync + 'static,
            $($before: FromRequestParts<S> + Send,)*
            $last: FromRequest<S> + Send,
        {
            #[allow(non_snake_case, unused_mut, reason = "an argument is named as its type, and one alone changes nothing")]
            fn answer(
                self,
                first: F,
                request: Request,
                state: &S,
            ) -> impl Future<Output = Response> + Send + use<H, W, R, F, S, $($before,)* $last> + 'static {
                let ((mut parts, body), state) = (request.into_parts(), state.clone());
                async move {
                    $(let $before = extracted!($before::from_request_parts(&mut parts, &state));)*
                    let $last = extracted!($last::from_request(Request::from_parts(parts, body), &state));
                    self(first, $($before,)* $last).await.into_response()
                }
            }
        }
    };
}

for_functions_with!(| T1);
for_functions_with!(T1 | T2);
for_functions_with!(T1 T2 | T3);
for_functions_with!(T1 T2 T3 | T4);
for_functions_with!(T1 T2 T3 T4 | T5);
for_functions_with!(T1 T2 T3 T4 T5 | T6);
for_functions_with!(T1 T2 T3 T4 T5 T6 | T7);
for_functions_with!(T1 T2 T3 T4 T5 T6 T7 | T8);
for_functions_with!(T1 T2 T3 T4 T5 T6 T7 T8 | T9);
for_functions_with!(T1 T2 T3 T4 T5 T6 T7 T8 T9 | T10);
for_functions_with!(T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 | T11);
for_functions_with!(T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 | T12);
for_functions_with!(T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 | T13);
for_functions_with!(T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 | T14);
for_functions_with!(T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 | T15);
