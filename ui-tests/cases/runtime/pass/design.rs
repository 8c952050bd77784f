// The code of the design document, with stand-ins for the application's own business.
use axum::{Form, extract::State, response::{Html, Redirect}};
use login_runtime::{CurrentUser, Key, Login, LoginManager, Router, UserMixin, fresh_login_required,
    login_required, public, routing::{get, post}, user_loader};
use sqlx::SqlitePool;

#[derive(Clone, UserMixin, sqlx::FromRow)]
struct User {
    id: i64,                       // `#[user(id)]` where the field has another name
    name: String,
    #[user(session_stamp)]         // changing it ends every other session of this user
    password_hash: String,
    #[user(active)]                // false: refused at the very next request
    enabled: bool,
}

#[user_loader]                     // arguments after the id are axum extractors that need no request body
async fn load_user(id: i64, State(db): State<SqlitePool>) -> sqlx::Result<Option<User>> { db.find(id).await }

#[public]
async fn index(user: Option<CurrentUser<User>>) -> Html<String> { Html(format!("{user:?}")) }

#[public]
async fn login_page() -> Html<&'static str> { Html("<form>") }

#[public]
async fn login(login: Login<User>, State(db): State<SqlitePool>, Form(form): Form<Credentials>) -> Result<Redirect, AppError> {
    let user = check_password(&db, &form).await?;              // the application's own business
    login.login_user(&user).remember(form.remember).await?;
    Ok(login.redirect_to_next("/"))                            // never leaves the site
}

#[login_required]
async fn dashboard(user: CurrentUser<User>) -> String { format!("Hello {}", user.name) }

#[fresh_login_required(within = "10m")]
async fn change_password(/* … */) {}

async fn serve(listener: tokio::net::TcpListener, state: AppState) -> Result<(), AppError> {
    let app = Router::<User, AppState>::new()
        .route("/", get(index))
        .route("/login", get(login_page).post(login))
        .route("/dashboard", get(dashboard))
        .route("/password", post(change_password))
        .with_login(LoginManager::new(Key::from_env("LOGIN_KEY")?).login_view("/login").build()?, state);
    axum::serve(listener, app).await?;
    Ok(())
}

mod sqlx {
    pub use std::fmt::Debug as FromRow; // any derive will do here
    pub type Result<T> = std::io::Result<T>;

    #[derive(Clone)]
    pub struct SqlitePool;

    impl SqlitePool {
        pub async fn find(&self, id: i64) -> Result<Option<super::User>> {
            let (name, password_hash) = ("Ada".to_owned(), String::new());
            Ok((id == 1).then_some(super::User { id, name, password_hash, enabled: true }))
        }
    }
}

#[derive(Clone, axum::extract::FromRef)]
struct AppState {
    db: SqlitePool,
}

#[derive(serde::Deserialize)]
struct Credentials {
    remember: bool,
}

struct AppError;

impl<E: std::error::Error> From<E> for AppError {
    fn from(_: E) -> Self {
        Self
    }
}

impl axum::response::IntoResponse for AppError {
    fn into_response(self) -> axum::response::Response {
        axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

async fn check_password(db: &SqlitePool, _: &Credentials) -> Result<User, AppError> {
    db.find(1).await?.ok_or(AppError)
}

fn main() {
    let _ = serve;
    let user = User { id: 1, name: String::new(), password_hash: String::new(), enabled: true };
    assert!(user.is_active() && user.password_hash.is_empty());
}
