//! A whole application: a page to log in on, and a page for those who have.

mod password;

use std::{error::Error, sync::Arc};

use axum::{Form, extract::State, response::Html, response::Redirect};
use login_runtime::{CurrentUser, Key, Login, LoginManager, Router, UserMixin, routing::get};
use login_runtime::{login_required, public, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: u32,
    name: String,
    #[user(session_stamp)] // a new password logs out every other browser
    password_hash: String,
}

#[user_loader]
fn load_user(id: u32, State(users): State<Arc<[User]>>) -> Option<User> {
    users.iter().find(|user| user.id == id).cloned()
}

#[login_required]
async fn home(user: CurrentUser<User>) -> String {
    format!("Hello {}!", user.name)
}

#[public]
async fn login_page() -> Html<&'static str> {
    Html(include_str!("login.html"))
}

#[public]
async fn log_in(
    login: Login<User>,
    State(users): State<Arc<[User]>>,
    Form(form): Form<password::Credentials>,
) -> axum::response::Result<Redirect> {
    let user = password::check(users, form).await?;
    login.login_user(&user).await?;
    Ok(login.redirect_to_next("/")) // where the person was going, and never off this site
}

pub(crate) fn app(key: Key) -> Result<axum::Router, Box<dyn Error>> {
    let password_hash = password::hash("correct horse battery staple")?;
    let demo = User { id: 1, name: "demo".into(), password_hash };
    let manager = LoginManager::new(key).login_view("/login").build()?;
    Ok(Router::<User, _>::new()
        .route("/", get(home))
        .route("/login", get(login_page).post(log_in))
        .with_login(manager, [demo].into()))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = app(Key::generate()?)?; // a restart logs everybody out; `Key::from_env("LOGIN_KEY")?` does not
    println!("Log in as `demo`, password `correct horse battery staple`: http://127.0.0.1:3000");
    Ok(axum::serve(tokio::net::TcpListener::bind("127.0.0.1:3000").await?, app).await?)
}
