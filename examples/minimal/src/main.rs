//! A whole application: a page to log in on, and a page for those who have.

mod password;

use std::{error::Error, sync::Arc};

use axum::{Form, extract::State, http::StatusCode, response::Html, response::Redirect};
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
async fn load_user(id: u32, State(users): State<Arc<[User]>>) -> Option<User> {
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
    let user = password::check(users, form).await.ok_or((StatusCode::FORBIDDEN, "Wrong name or password."))?;
    login.login_user(&user).await?;
    Ok(login.redirect_to_next("/")) // where the person was going, and never off this site
}

fn app(key: Key, users: Arc<[User]>) -> Result<axum::Router, Box<dyn Error>> {
    let manager = LoginManager::new(key).login_view("/login").build()?;
    let routes = Router::new().route("/", get(home)).route("/login", get(login_page).post(log_in));
    Ok(routes.with_login(manager, users))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let demo = User { id: 1, name: "demo".into(), password_hash: password::hash("correct horse battery staple")? };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!("Log in as `demo`, password `correct horse battery staple`: http://127.0.0.1:3000");
    // A new key at each start logs everybody out; `Key::from_env("LOGIN_KEY")` keeps them.
    Ok(axum::serve(listener, app(Key::generate()?, [demo].into())?).await?)
}
