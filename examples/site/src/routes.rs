//! The whole site on one screen: its addresses, its login rules, its layers.

use axum::extract::DefaultBodyLimit;
use login_runtime::{
    AccessTable, Key, LoginManager, LoginManagerBuilder, Router, SqliteLedger,
    routing::{get, post},
};

use crate::{
    access::AdminsOnly,
    error::denied,
    headers::with_security_headers,
    pages::{
        access, account, admin, api, assets, confirm, dashboard, devices, home, login, logout, not_found,
        password, posts, signup,
    },
    state::AppState,
    user::User,
};

/// The largest form has three short fields; nobody needs to send more.
const LARGEST_BODY: usize = 16 * 1024;

pub(crate) fn routes() -> Router<User, AppState> {
    Router::new()
        .route("/", get(home::page))
        .route("/signup", get(signup::page).post(signup::sign_up))
        .route("/login", get(login::page).post(login::log_in))
        .route("/logout", post(logout::log_out))
        .route("/confirm", get(confirm::page).post(confirm::confirm))
        .route("/dashboard", get(dashboard::page))
        .route("/account", get(account::page))
        .route("/account/password", get(password::page).post(password::change))
        .route("/account/devices", get(devices::page).post(devices::end))
        .route("/account/devices/others", post(devices::end_others))
        .route("/account/logout-everywhere", post(account::log_out_everywhere))
        .route("/posts", get(posts::list).post(posts::write))
        .route("/posts/new", get(posts::new_page))
        .route("/posts/{id}", get(posts::page).post(posts::edit))
        .route("/posts/{id}/edit", get(posts::edit_page))
        .route("/posts/{id}/publish", post(posts::publish))
        .route("/posts/{id}/delete", post(posts::delete))
        .nest("/admin", admin_routes())
        .route("/api/me", get(api::me))
        .route("/site.css", get(assets::css))
        .route("/icon.svg", get(assets::icon))
        .fallback(not_found::page)
}

/// Each handler says that somebody is logged in; that it is an admin is said once, for all of them.
fn admin_routes() -> Router<User, AppState> {
    Router::new()
        .requires(AdminsOnly)
        .route("/", get(admin::page))
        .route("/access", get(access::page))
        .route("/users/{id}/enabled", post(admin::set_enabled))
        .route("/users/{id}/role", post(admin::set_role))
}

/// How this site logs people in: what to change in one's own is here.
pub fn login_manager(key: Key, ledger: SqliteLedger) -> LoginManagerBuilder {
    LoginManager::new(key)
        .login_view("/login")
        .refresh_view("/confirm")
        .home_view("/")
        .denied_handler(denied)
        .ledger(ledger)
}

/// Every address with who may use it.
#[must_use]
pub fn access_table() -> AccessTable {
    routes().access_table()
}

/// The site, ready to be served.
pub fn app(state: AppState, manager: LoginManager) -> axum::Router {
    let app = routes().with_login(manager, state).layer(DefaultBodyLimit::max(LARGEST_BODY));
    with_security_headers(app)
}
