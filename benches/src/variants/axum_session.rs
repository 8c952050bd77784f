//! axum_session and axum_session_auth without a database, with their default settings: a cache of users included.

use async_trait::async_trait;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum_session::{SessionConfig, SessionLayer, SessionNullPool, SessionStore};
use axum_session_auth::{AuthConfig, AuthSessionLayer, Authentication};

use crate::Result;
use crate::users::{User, Users};

#[async_trait]
impl Authentication<Self, u64, Users> for User {
    async fn load_user(id: u64, users: Option<&Users>) -> std::result::Result<Self, anyhow::Error> {
        users.and_then(|users| users.get(id)).ok_or_else(|| anyhow::anyhow!("no such user"))
    }

    fn is_authenticated(&self) -> bool {
        true
    }

    fn is_active(&self) -> bool {
        true
    }

    fn is_anonymous(&self) -> bool {
        false
    }
}

type AuthSession = axum_session_auth::AuthSession<User, u64, SessionNullPool, Users>;

pub(crate) async fn app(users: Users) -> Result<Router> {
    let store = SessionStore::<SessionNullPool>::new(None, SessionConfig::default()).await?;
    let auth = AuthSessionLayer::<User, u64, SessionNullPool, Users>::new(Some(users))
        .with_config(AuthConfig::default());
    Ok(Router::new()
        .route("/public", get(public))
        .route("/me", get(me))
        .route("/log-in", post(log_in))
        .route("/log-out", post(log_out))
        .layer(auth)
        .layer(SessionLayer::new(store)))
}

async fn public() -> &'static str {
    "ok"
}

async fn me(session: AuthSession) -> std::result::Result<String, StatusCode> {
    session.current_user.map(|user| user.name.to_string()).ok_or(StatusCode::UNAUTHORIZED)
}

async fn log_in(session: AuthSession) {
    session.login_user(crate::users::ID);
}

async fn log_out(session: AuthSession) {
    session.logout_user();
}
