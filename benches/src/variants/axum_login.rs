//! axum-login over tower-sessions' store in memory, with the guard macro and the extractor, as its examples have it.

use std::convert::Infallible;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum_login::{AuthManagerLayerBuilder, AuthUser, AuthnBackend, login_required};
use tower_sessions::{MemoryStore, SessionManagerLayer};

use crate::users::{User, Users};

#[derive(Clone, Debug)]
struct Backend {
    users: Users,
}

impl AuthUser for User {
    type Id = u64;

    fn id(&self) -> u64 {
        self.id
    }

    fn session_auth_hash(&self) -> &[u8] {
        self.password_hash.as_bytes()
    }
}

impl AuthnBackend for Backend {
    type User = User;
    type Credentials = u64;
    type Error = Infallible;

    async fn authenticate(&self, id: u64) -> Result<Option<User>, Infallible> {
        Ok(self.users.get(id))
    }

    async fn get_user(&self, id: &u64) -> Result<Option<User>, Infallible> {
        Ok(self.users.get(*id))
    }
}

type AuthSession = axum_login::AuthSession<Backend>;

pub(crate) fn app(users: Users) -> Router {
    let sessions = SessionManagerLayer::new(MemoryStore::default());
    Router::new()
        .route("/me", get(me))
        .route_layer(login_required!(Backend))
        .route("/public", get(public))
        .route("/log-in", post(log_in))
        .route("/log-out", post(log_out))
        .layer(AuthManagerLayerBuilder::new(Backend { users }, sessions).build())
}

async fn public() -> &'static str {
    "ok"
}

async fn me(session: AuthSession) -> Result<String, StatusCode> {
    session.user.map(|user| user.name.to_string()).ok_or(StatusCode::UNAUTHORIZED)
}

async fn log_in(mut session: AuthSession) -> Result<(), StatusCode> {
    let user = session.backend.users.who_logs_in();
    session.login(&user).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn log_out(mut session: AuthSession) -> Result<(), StatusCode> {
    session.logout().await.map(drop).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
