//! Functions of the application's in rules: `check = path::to::function`.

use std::any::Any;
use std::fmt::{self, Debug, Display};
use std::future::{Future, ready};
use std::pin::Pin;

use axum::http::request::Parts;

use super::facts::{AnyUser, user_as};
use super::{Facts, Truth};
use crate::events::Event;
use crate::policy::Decision;
use crate::user::UserMixin;

/// What a function in a rule may look at beside the user.
///
/// ```
/// use login_runtime::{CheckRequest, requires};
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # struct Plans; impl Plans { async fn of(&self, user: &User) -> Result<String, std::io::Error> { Ok("pro".into()) } }
/// # #[derive(Clone)] struct AppState { plans: std::sync::Arc<Plans> }
///
/// async fn has_paid(user: &User, request: CheckRequest<'_>) -> Result<bool, std::io::Error> {
///     let state: &AppState = request.state().ok_or(std::io::ErrorKind::NotFound)?;
///     Ok(state.plans.of(user).await? == "pro")
/// }
///
/// #[requires(check = has_paid)]
/// async fn export() {}
/// ```
#[derive(Clone, Copy)]
pub struct CheckRequest<'a> {
    pub(crate) parts: &'a Parts,
    pub(crate) state: &'a (dyn Any + Send + Sync),
}

impl<'a> CheckRequest<'a> {
    /// Returns the head of the request.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{CheckRequest, requires};
    ///
    /// fn is_from_the_office(_: &User, request: CheckRequest<'_>) -> bool {
    ///     request.parts().headers.contains_key("x-office") // which the proxy sets
    /// }
    ///
    /// #[requires(check = is_from_the_office)]
    /// async fn payroll() {}
    /// ```
    #[must_use]
    pub fn parts(&self) -> &'a Parts {
        self.parts
    }

    /// Returns the application's state, as it was given to `with_login` or `layer`; `None` when it is no `S`.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{CheckRequest, requires};
    ///
    /// #[derive(Clone)]
    /// struct AppState { is_open: bool }
    ///
    /// fn is_open(_: &User, request: CheckRequest<'_>) -> Result<bool, &'static str> {
    ///     let state: &AppState = request.state().ok_or("the state is another one")?; // a 503
    ///     Ok(state.is_open)
    /// }
    ///
    /// #[requires(check = is_open)]
    /// async fn shop() {}
    /// ```
    #[must_use]
    pub fn state<S: 'static>(&self) -> Option<&'a S> {
        self.state.downcast_ref()
    }
}

/// Without the headers, in which the tickets stand.
impl Debug for CheckRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckRequest")
            .field("method", &self.parts.method)
            .field("uri", &self.parts.uri)
            .finish_non_exhaustive()
    }
}

/// A function of the application's with the name it has in the rule.
pub struct Check {
    name: &'static str,
    ask: for<'a> fn(Asked<'a>) -> Ask<'a>,
}

/// Whom a function is asked about.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub(crate) user: &'a dyn AnyUser,
    pub(crate) request: CheckRequest<'a>,
}

impl Debug for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asked(..)")
    }
}

/// A function's answer to come.
pub type Ask<'a> = Pin<Box<dyn Future<Output = Decision> + Send + 'a>>;

impl Check {
    /// Made by the attributes.
    #[must_use]
    pub const fn new(name: &'static str, ask: for<'a> fn(Asked<'a>) -> Ask<'a>) -> Self {
        Self { name, ask }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Asks the function. What fails is told here, once.
    pub(crate) fn run<'a>(&self, asked: Asked<'a>) -> Ask<'a> {
        (self.ask)(asked)
    }

    pub(super) fn is_answered(&self, facts: &Facts<'_>) -> bool {
        self.find(facts).is_some()
    }

    pub(super) fn answer(&self, facts: &Facts<'_>) -> Truth {
        self.find(facts).map_or(Truth::Unknown, |decision| facts.truth_of(decision))
    }

    fn find(&self, facts: &Facts<'_>) -> Option<Decision> {
        facts.checked.iter().find(|(check, _)| std::ptr::eq(*check, self)).map(|(_, decision)| *decision)
    }
}

impl Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.name).finish()
    }
}

/// What a function in a rule may return.
#[diagnostic::on_unimplemented(
    message = "a check cannot return `{Self}`",
    label = "expected `bool`, `Decision` or a `Result` of one of them",
    note = "an error is answered 503: it is never read as a yes or a no"
)]
pub trait CheckOutput {
    /// The answer; an error is told, and is none.
    fn into_decision(self) -> Decision;
}

impl CheckOutput for bool {
    fn into_decision(self) -> Decision {
        self.into()
    }
}

impl CheckOutput for Decision {
    fn into_decision(self) -> Decision {
        self
    }
}

impl<T: CheckOutput, E: Display> CheckOutput for Result<T, E> {
    fn into_decision(self) -> Decision {
        match self {
            Ok(output) => output.into_decision(),
            Err(error) => {
                Event::CheckFailed { error: &error }.emit();
                Decision::Unavailable
            }
        }
    }
}

/// A function that a rule can name: of the user alone, or of the user and the request; async or not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a check",
    label = "expected a function `fn(&User) -> bool` or `fn(&User, CheckRequest<'_>) -> bool`, async or not",
    note = "it may return a `bool`, a `Decision` or a `Result` of one of them; its future must be `Send`"
)]
pub trait CheckFn<M>: Copy + Send + 'static {
    /// Calls the function.
    fn call(self, asked: Asked<'_>) -> Ask<'_>;
}

/// Asks a function: what the attributes write between a rule and the function it names.
pub fn ask<M, F: CheckFn<M>>(function: F, asked: Asked<'_>) -> Ask<'_> {
    function.call(asked)
}

/// Tells the forms of functions apart for rustc.
#[derive(Debug)]
pub struct Plain;
/// The function takes the request too.
#[derive(Debug)]
pub struct WithRequest;
/// The function is async.
#[derive(Debug)]
pub struct Async<M>(M);

fn unknown<'a>() -> Ask<'a> {
    Box::pin(ready(Decision::Unavailable))
}

impl<F, U, T> CheckFn<(Plain, U)> for F
where
    F: Fn(&U) -> T + Copy + Send + 'static,
    U: UserMixin,
    T: CheckOutput,
{
    fn call(self, asked: Asked<'_>) -> Ask<'_> {
        user_as(asked.user).map_or_else(unknown, |user| Box::pin(ready(self(user).into_decision())))
    }
}

impl<F, U, T> CheckFn<(WithRequest, U)> for F
where
    F: Fn(&U, CheckRequest<'_>) -> T + Copy + Send + 'static,
    U: UserMixin,
    T: CheckOutput,
{
    fn call(self, asked: Asked<'_>) -> Ask<'_> {
        user_as(asked.user)
            .map_or_else(unknown, |user| Box::pin(ready(self(user, asked.request).into_decision())))
    }
}

/// An async function of one borrowed argument, whose future borrows it.
pub trait AsyncOfUser<'a, U: 'a> {
    /// The future.
    type Answer: Future<Output: CheckOutput> + Send + 'a;
    /// Calls the function.
    fn start(self, user: &'a U) -> Self::Answer;
}

impl<'a, F, A, U: 'a> AsyncOfUser<'a, U> for F
where
    F: Fn(&'a U) -> A,
    A: Future<Output: CheckOutput> + Send + 'a,
{
    type Answer = A;

    fn start(self, user: &'a U) -> A {
        self(user)
    }
}

impl<F, U> CheckFn<Async<(Plain, U)>> for F
where
    F: for<'a> AsyncOfUser<'a, U> + Copy + Send + 'static,
    U: UserMixin,
{
    fn call(self, asked: Asked<'_>) -> Ask<'_> {
        user_as(asked.user).map_or_else(unknown, |user| {
            let answer = self.start(user);
            Box::pin(async move { answer.await.into_decision() })
        })
    }
}

/// An async function of the user and the request, whose future borrows both.
pub trait AsyncOfRequest<'a, U: 'a> {
    /// The future.
    type Answer: Future<Output: CheckOutput> + Send + 'a;
    /// Calls the function.
    fn start(self, user: &'a U, request: CheckRequest<'a>) -> Self::Answer;
}

impl<'a, F, A, U: 'a> AsyncOfRequest<'a, U> for F
where
    F: Fn(&'a U, CheckRequest<'a>) -> A,
    A: Future<Output: CheckOutput> + Send + 'a,
{
    type Answer = A;

    fn start(self, user: &'a U, request: CheckRequest<'a>) -> A {
        self(user, request)
    }
}

impl<F, U> CheckFn<Async<(WithRequest, U)>> for F
where
    F: for<'a> AsyncOfRequest<'a, U> + Copy + Send + 'static,
    U: UserMixin,
{
    fn call(self, asked: Asked<'_>) -> Ask<'_> {
        user_as(asked.user).map_or_else(unknown, |user| {
            let answer = self.start(user, asked.request);
            Box::pin(async move { answer.await.into_decision() })
        })
    }
}
