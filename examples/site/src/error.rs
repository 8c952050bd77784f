//! What a handler returns when it cannot answer: logged in full, shown without details.

use std::{error::Error, fmt};

use axum::{
    http::{StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use login_runtime::{LoginError, Refusal};

use crate::{password::PasswordError, render::error_page};

/// Anything that keeps the site from starting; shown to whoever started it.
pub type StartError = Box<dyn Error + Send + Sync>;

#[derive(Debug)]
pub(crate) enum AppError {
    Forbidden,
    NotFound,
    Database(sqlx::Error),
    Login(LoginError),
    Password(PasswordError),
    Template(askama::Error),
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        match self {
            Self::Forbidden => {
                error_page(StatusCode::FORBIDDEN, "Not for you", "Your account may not use this page.")
            }
            Self::NotFound => {
                error_page(StatusCode::NOT_FOUND, "Nothing here", "There is no page at this address.")
            }
            Self::Login(LoginError::NotFormOwner) => {
                let what =
                    "You are logged in as somebody else by now, perhaps in another tab. Load the page again.";
                error_page(StatusCode::CONFLICT, "Somebody else's form", what)
            }
            // The library knows which status a failed login deserves, and says no more than it should.
            Self::Login(error) => error.into_response(),
            Self::Password(PasswordError::Busy) => {
                tracing::warn!("{self}");
                let page =
                    error_page(StatusCode::SERVICE_UNAVAILABLE, "Busy", "Please try again in a moment.");
                ([(RETRY_AFTER, "5")], page).into_response()
            }
            Self::Database(_) | Self::Password(_) | Self::Template(_) => {
                tracing::error!("{self}");
                let what = "Something went wrong on our side. Please try again later.";
                error_page(StatusCode::INTERNAL_SERVER_ERROR, "Sorry", what)
            }
        }
    }
}

/// What a person sees whom a rule denies something, in the words of the pages above: the 404 of a draft and that of an
/// address where nothing is are one.
pub(crate) fn denied(refusal: Refusal<'_>) -> Response {
    let error =
        if refusal.status() == StatusCode::NOT_FOUND { AppError::NotFound } else { AppError::Forbidden };
    if refusal.is_navigation() { error.into_response() } else { refusal.default_response() }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forbidden => f.write_str("not allowed"),
            Self::NotFound => f.write_str("not found"),
            Self::Database(error) => write!(f, "database: {error}"),
            Self::Login(error) => write!(f, "login: {error}"),
            Self::Password(error) => error.fmt(f),
            Self::Template(error) => write!(f, "template: {error}"),
        }
    }
}

impl Error for AppError {}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<LoginError> for AppError {
    fn from(error: LoginError) -> Self {
        Self::Login(error)
    }
}

impl From<PasswordError> for AppError {
    fn from(error: PasswordError) -> Self {
        Self::Password(error)
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Template(error)
    }
}
