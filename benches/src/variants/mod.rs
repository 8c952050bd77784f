//! The same app, once for each way to know who is there: `/public`, `/me`, `/log-in` and `/log-out`.

pub(crate) mod axum_login;
pub(crate) mod axum_session;
pub(crate) mod bare;
pub(crate) mod duties;
pub(crate) mod floor;
pub(crate) mod ledger;
pub(crate) mod ours;

use axum::Router;
use axum::body::to_bytes;

use crate::Result;
use crate::prepared::{Prepared, log_in};
use crate::scenario::Scenario;
use crate::users::{NAME, Users};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Variant {
    Bare,
    Ours,
    Ledger,
    AxumLogin,
    AxumSession,
    Floor,
    Duties,
}

impl Variant {
    pub(crate) const ALL: [Self; 7] =
        [Self::Bare, Self::Floor, Self::Duties, Self::Ours, Self::Ledger, Self::AxumLogin, Self::AxumSession];

    /// The word for it in commands.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Ours => "ours",
            Self::Ledger => "ledger",
            Self::AxumLogin => "axum-login",
            Self::AxumSession => "axum-session",
            Self::Floor => "floor",
            Self::Duties => "duties",
        }
    }

    pub(crate) fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variant| variant.key() == key)
    }

    /// Its row in the page.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Bare => "bare axum",
            Self::Ours => "login-runtime",
            Self::Ledger => "the same, a ledger in memory",
            Self::AxumLogin => "axum-login",
            Self::AxumSession => "axum_session_auth",
            Self::Floor => "floor by hand",
            Self::Duties => "our duties by hand",
        }
    }

    /// The app, to be made within a tokio runtime: axum_session starts a task of its own.
    pub(crate) async fn app(self, users: Users) -> Result<Router> {
        Ok(match self {
            Self::Bare => bare::app(users),
            Self::Ours => ours::app(users)?,
            Self::Ledger => ledger::app(users)?,
            Self::AxumLogin => axum_login::app(users),
            Self::AxumSession => axum_session::app(users).await?,
            Self::Floor => floor::app(users)?,
            Self::Duties => duties::app(users)?,
        })
    }

    /// One request of the scenario, known to be answered as it should be.
    pub(crate) async fn prepare(self, scenario: Scenario) -> Result<Prepared> {
        let app = self.app(Users::default()).await?;
        let session = log_in(&app).await?;
        let path = match self {
            Self::Bare if scenario.is_refused() => "/refused",
            _ => scenario.path(),
        };
        let prepared =
            Prepared::new(&app, scenario.method(), path, scenario.cookie(&session), scenario.status());
        let body = to_bytes(prepared.send().await.into_body(), 1 << 16).await?;
        let is_right = match scenario {
            Scenario::Public | Scenario::PublicKnown => body == "ok",
            Scenario::Guarded | Scenario::Browser => body == NAME,
            Scenario::Refused | Scenario::Tampered | Scenario::LogIn => true,
        };
        if is_right {
            Ok(prepared)
        } else {
            Err(format!("{self:?} answers {scenario:?} with {body:?}").into())
        }
    }
}
