//! What Flask-Login does, on sites with a ledger.

#[path = "flask_login/main.rs"]
mod flask_login;

use flask_login::{common, migration, world};
