//! Starting and stopping.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    time::Duration,
};

use argon2::Params;
use login_runtime::{LoginManager, SqliteLedger, SystemClock};
use tokio::{net::TcpListener, signal};

use crate::{
    db,
    error::StartError,
    key_file::load_key,
    password::Passwords,
    routes::{access_table, app, login_manager},
    settings::Settings,
    state::AppState,
};

/// The password of the two users of a new database. Everybody can read it here: this is an example, and it listens on
/// the local machine only.
const FIRST_PASSWORD: &str = "correct horse battery staple";

/// Serves the site until Ctrl-C.
///
/// # Errors
///
/// The environment, the key, the database or the port cannot be used.
pub async fn run() -> Result<(), StartError> {
    let settings = Settings::from_env()?;
    let (key, key_file) = load_key(&settings.database)?;
    let passwords = Passwords::new(Params::default())?;
    let db = db::open_database(&settings.database).await?;
    db::seed(&db, &passwords, FIRST_PASSWORD).await?;
    let manager = login_manager(key, SqliteLedger::new(db.clone()).await?).build()?;
    tokio::spawn(forget_expired_logins(manager.clone()));
    let state = AppState::new(db.clone(), passwords, SystemClock);

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)).await?;
    println!("The site is at http://{}\n", listener.local_addr()?);
    tell(key_file.as_deref());
    // With the address of whoever asks, which the list of devices shows.
    let app = app(state, manager).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(asked_to_stop()).await?;
    db.close().await;
    Ok(())
}

/// The ledger is a table: what expired stays in it until somebody takes it out.
async fn forget_expired_logins(manager: LoginManager) {
    let mut hours = tokio::time::interval(Duration::from_hours(1));
    loop {
        hours.tick().await;
        if let Err(error) = manager.prune_ledger().await {
            tracing::error!("expired log-ins could not be forgotten: {error}");
        }
    }
}

fn tell(key_file: Option<&Path>) {
    println!(
        "A new database has the users `demo` (an author), `editor` and `admin`, all with the password `{FIRST_PASSWORD}`."
    );
    if let Some(path) = key_file {
        println!("LOGIN_KEY is not set, so the key that signs the cookies is kept in {}.", path.display());
    }
    println!("\n{}", access_table());
}

/// Ends with Ctrl-C, or with the request to end that a service manager sends. Requests under way are finished.
async fn asked_to_stop() {
    let ctrl_c = async {
        if let Err(error) = signal::ctrl_c().await {
            tracing::error!("cannot listen for Ctrl-C: {error}");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = ctrl_c => {}
        () = terminated() => {}
    }
    println!("Stopping.");
}

#[cfg(unix)]
async fn terminated() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        Err(error) => {
            tracing::error!("cannot listen for the termination signal: {error}");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
