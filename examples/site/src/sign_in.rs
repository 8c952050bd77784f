//! Is this name's password the right one? Used by the log-in page and by the page that asks again.

use std::time::Duration;

use crate::{db, error::AppError, state::AppState, user::User};

/// The answer to a name and a password.
#[derive(Debug)]
pub(crate) enum Attempt {
    Right(User),
    /// Unknown name, wrong password or switched-off user: the page must not tell which.
    Wrong,
    TooMany {
        wait: Duration,
    },
}

impl Attempt {
    /// What to tell the person; nothing when the password was right.
    pub(crate) fn sentence(&self) -> Option<String> {
        match self {
            Self::Right(_) => None,
            Self::Wrong => Some("Username or password is wrong.".to_owned()),
            Self::TooMany { wait } => {
                Some(format!("Too many tries. Wait {} minutes.", wait.as_secs().div_ceil(60)))
            }
        }
    }
}

pub(crate) async fn check(state: &AppState, username: &str, password: String) -> Result<Attempt, AppError> {
    if let Err(wait) = state.throttle.count_try(username) {
        tracing::warn!("too many wrong passwords for one name");
        return Ok(Attempt::TooMany { wait });
    }
    match find(state, username, password).await {
        Ok(Some(user)) => {
            state.throttle.forget(username);
            Ok(Attempt::Right(user))
        }
        Ok(None) => Ok(Attempt::Wrong),
        Err(error) => {
            // Nothing was tried: a busy server must not lock people out.
            state.throttle.give_back(username);
            Err(error)
        }
    }
}

/// The user of this name and password, if they may log in.
async fn find(state: &AppState, username: &str, password: String) -> Result<Option<User>, AppError> {
    let user = db::user_by_name(&state.db, username.trim()).await?;
    let hash = user.as_ref().map(|user| &user.password_hash);
    let is_right = state.passwords.verify(password, hash).await?;
    Ok(user.filter(|user| is_right && user.enabled))
}
