//! Password hashing: Argon2id, off the request threads, and never more at once than there are cores.

use std::{fmt, num::NonZero, sync::Arc, thread, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{self, PasswordHasher as _, PasswordVerifier as _, phc},
};
use tokio::{
    sync::Semaphore,
    task::{JoinError, spawn_blocking},
    time::timeout,
};

/// How long a request waits for its turn. A longer queue means that somebody is flooding the form.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// A hash as the database keeps it. It has no `Display`, so it cannot end up in a page, and `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct PasswordHash(String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// Makes and checks password hashes.
#[derive(Clone, Debug)]
pub struct Passwords {
    argon2: Argon2<'static>,
    decoy: PasswordHash,
    turns: Arc<Semaphore>,
    /// One at a time: nobody need have an account to sign up, and a flood of it must not keep people from logging in.
    newcomers: Arc<Semaphore>,
}

impl Passwords {
    /// Hashes with these parameters; `Params::default()` is what OWASP recommends (19 MiB, two passes).
    ///
    /// # Errors
    ///
    /// The system has no random numbers to give.
    pub fn new(params: Params) -> Result<Self, password_hash::Error> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = make_hash(&argon2, "nobody has this password")?;
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let turns = Arc::new(Semaphore::new(cores));
        Ok(Self { argon2, decoy, turns, newcomers: Arc::new(Semaphore::new(1)) })
    }

    pub(crate) async fn hash(&self, password: String) -> Result<PasswordHash, PasswordError> {
        let argon2 = self.argon2.clone();
        self.in_turn(move || make_hash(&argon2, &password)).await
    }

    /// The same for somebody who signs up.
    pub(crate) async fn hash_of_newcomer(&self, password: String) -> Result<PasswordHash, PasswordError> {
        let turn = timeout(LONGEST_WAIT, self.newcomers.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(PasswordError::Busy) };
        self.hash(password).await
    }

    /// Whether the password belongs to the hash. Without a hash the answer is no, after the same work.
    pub(crate) async fn verify(
        &self,
        password: String,
        hash: Option<&PasswordHash>,
    ) -> Result<bool, PasswordError> {
        let argon2 = self.argon2.clone();
        let is_known = hash.is_some();
        // User enumeration: an unknown name must not answer faster than a known one.
        let PasswordHash(hash) = hash.unwrap_or(&self.decoy).clone();
        let is_right = self.in_turn(move || {
            match argon2.verify_password(password.as_bytes(), &phc::PasswordHash::new(&hash)?) {
                Ok(()) => Ok(true),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            }
        });
        Ok(is_right.await? && is_known)
    }

    /// Runs one piece of hashing once a core is free.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = timeout(LONGEST_WAIT, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(PasswordError::Busy) };
        // The turn moves along: work goes on when the client hangs up, and must go on counting.
        let done = spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(PasswordError::Stopped)?.map_err(PasswordError::Hash)
    }
}

fn make_hash(argon2: &Argon2<'_>, password: &str) -> Result<PasswordHash, password_hash::Error> {
    let hash: phc::PasswordHash = argon2.hash_password(password.as_bytes())?;
    Ok(PasswordHash(hash.to_string()))
}

/// Why a password could be neither hashed nor checked.
#[derive(Debug)]
pub(crate) enum PasswordError {
    /// Too many others are waiting.
    Busy,
    /// The hashing thread went away.
    Stopped(JoinError),
    /// The stored hash is damaged, or the system has no random numbers to give.
    Hash(password_hash::Error),
}

impl fmt::Display for PasswordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("too many passwords are waiting to be checked"),
            Self::Stopped(error) => write!(f, "password hashing was stopped: {error}"),
            Self::Hash(error) => write!(f, "password hashing failed: {error}"),
        }
    }
}

impl std::error::Error for PasswordError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords() -> Passwords {
        Passwords::new(Params::new(8, 1, 1, None).expect("valid parameters")).expect("a hasher")
    }

    #[tokio::test]
    async fn only_the_right_password_of_a_known_hash_is_right() {
        let passwords = passwords();
        let hash = passwords.hash("right".to_owned()).await.unwrap();
        assert!(passwords.verify("right".to_owned(), Some(&hash)).await.unwrap());
        assert!(!passwords.verify("wrong".to_owned(), Some(&hash)).await.unwrap());
        assert!(!passwords.verify("right".to_owned(), None).await.unwrap());
        // Not even the password that the decoy was made from.
        assert!(!passwords.verify("nobody has this password".to_owned(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_damaged_hash_is_a_failure_and_not_a_wrong_password() {
        let damaged = PasswordHash("$argon2id$".to_owned());
        let answer = passwords().verify("right".to_owned(), Some(&damaged)).await;
        assert!(matches!(answer, Err(PasswordError::Hash(_))));
    }

    #[test]
    fn logs_never_show_a_hash() {
        assert_eq!(format!("{:?}", PasswordHash("$argon2id$…".to_owned())), "PasswordHash(..)");
    }
}
