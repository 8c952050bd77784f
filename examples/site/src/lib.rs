//! A small site with accounts, to copy from: sign up, log in, stay logged in, confirm the password, log out.
//!
//! `routes.rs` has the whole site on one screen. A page's handlers are in the file of its name in `pages/`, its HTML
//! is in `templates/`.

mod access;
mod db;
mod error;
mod headers;
mod key_file;
mod pages;
mod password;
mod post;
mod private_file;
mod render;
mod routes;
mod rules;
mod serve;
mod settings;
mod sign_in;
mod state;
#[cfg(test)]
mod tests;
mod throttle;
mod user;

pub use crate::db::{open_database, seed};
pub use crate::error::StartError;
pub use crate::password::Passwords;
pub use crate::routes::{access_table, app, login_manager};
pub use crate::serve::run;
pub use crate::state::AppState;
