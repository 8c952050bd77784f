//! Why nobody was logged in.

use std::fmt::{self, Display};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::events::Event;
use crate::ledger::LedgerError;
use crate::refusal::Answer;

/// Why nobody was logged in, or a log-in could not be changed.
///
/// As a response it is 503 for [`Ledger`](LoginError::Ledger), 403 for [`Inactive`](LoginError::Inactive), 401 for [`NotLoggedIn`](LoginError::NotLoggedIn), 429 for
/// [`EndedTooOften`](LoginError::EndedTooOften), 409 for [`NotFormOwner`](LoginError::NotFormOwner) and 500 for the rest, which are
/// the application's mistakes: they are logged, and the client is not told which it was.
///
/// ```
/// use axum::http::StatusCode;
/// use axum::response::IntoResponse;
/// use login_runtime::LoginError;
///
/// assert_eq!(LoginError::Inactive.into_response().status(), StatusCode::FORBIDDEN);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum LoginError {
    /// The user is switched off, and the log-in was not forced.
    Inactive,
    /// The user's id is empty or longer than 128 bytes.
    UserId,
    /// The manager serves users of another type.
    UserType,
    /// `remember_for` was not between 1 second and 400 days.
    RememberFor,
    /// There is no log-in to confirm or restamp, or it is another user's.
    NotLoggedIn,
    /// The form was made for somebody else: see [`Login::check_form_owner`](crate::Login::check_form_owner).
    NotFormOwner,
    /// Log-ins of this user, or of all users, ended more often than once a second for 2 minutes: a new one could not be told from
    /// those that ended. It can be a moment later.
    EndedTooOften,
    /// The response is made already, so no cookie can be set: the log-in was asked for in a task of its own, or by a body that is streamed.
    TooLate,
    /// The operating system gave no random bytes.
    NoRandomness,
    /// The manager has no ledger, so there is no list of log-ins.
    NoLedger,
    /// The ledger could not be read or written: what was asked for has not happened.
    Ledger(LedgerError),
}

impl Display for LoginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Inactive => "this account is switched off",
            Self::UserId => "the user's id is empty or longer than 128 bytes",
            Self::UserType => "the login manager serves users of another type",
            Self::RememberFor => "a log-in is remembered for 1 second to 400 days",
            Self::NotLoggedIn => "this user is not logged in here",
            Self::NotFormOwner => "the form was made for somebody else",
            Self::EndedTooOften => {
                "log-ins ended too often within 2 minutes for a new one to be told from them"
            }
            Self::TooLate => "the response is made already; log in before the handler returns",
            Self::NoRandomness => "the operating system gave no random bytes",
            Self::NoLedger => {
                "the login manager remembers no log-ins; give it a ledger: `.ledger(MemoryLedger::new())`"
            }
            Self::Ledger(_) => "the ledger of log-ins could not be read or written",
        })
    }
}

impl std::error::Error for LoginError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Ledger(error) => Some(error.get_ref()),
            _ => None,
        }
    }
}

impl From<LedgerError> for LoginError {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl IntoResponse for LoginError {
    fn into_response(self) -> Response {
        let (status, text) = match self {
            Self::Inactive => (StatusCode::FORBIDDEN, "This account cannot be used."),
            Self::NotLoggedIn => (StatusCode::UNAUTHORIZED, Answer::LOGIN_REQUIRED.text),
            Self::NotFormOwner => {
                (StatusCode::CONFLICT, "You are logged in as somebody else by now. Load the page again.")
            }
            Self::EndedTooOften => (StatusCode::TOO_MANY_REQUESTS, "Try again in a moment."),
            Self::Ledger(error) => {
                Event::LedgerFailed { error: &error }.emit();
                (StatusCode::SERVICE_UNAVAILABLE, Answer::UNAVAILABLE.text)
            }
            Self::UserId
            | Self::UserType
            | Self::RememberFor
            | Self::TooLate
            | Self::NoRandomness
            | Self::NoLedger => {
                // These were told when they happened: not every log-in is answered with its error.
                if !matches!(self, Self::TooLate | Self::NoRandomness) {
                    Event::LoginFailed { error: &self }.emit();
                }
                (StatusCode::INTERNAL_SERVER_ERROR, "The log-in failed.")
            }
        };
        (status, text).into_response()
    }
}
