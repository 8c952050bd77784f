//! The test site: a route for everything a login library has to do with.

use std::collections::HashMap;
use std::time::Duration;

use axum::Form;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use login_runtime::routing::{get, post};
use login_runtime::{
    CurrentUser, Flash, Key, Login, LoginError, LoginManager, LoginManagerBuilder, ManualClock, MemoryLedger,
    Router, SafeNext, current_user, fresh_login_required, guest_only, login_required, public,
};

use super::logs::listen;
use super::{Browser, User, Users};

pub(crate) type Fields = HashMap<String, String>;

/// The site and what a test may change behind its back.
pub(crate) struct Site {
    pub(crate) app: axum::Router,
    pub(crate) users: Users,
    pub(crate) clock: ManualClock,
    ledger: MemoryLedger,
}

impl Site {
    /// Says whether each site has a ledger. The tests are compiled twice, and once by a name that says so: whatever holds without a
    /// ledger holds with one.
    pub(crate) fn has_ledger() -> bool {
        env!("CARGO_CRATE_NAME").ends_with("_on_a_ledger")
    }

    pub(crate) fn new() -> Self {
        Self::with(|manager| manager)
    }

    /// A site with other settings.
    pub(crate) fn with(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> Self {
        Self::with_routes(guarded_routes(), settings)
    }

    /// A site with other routes.
    pub(crate) fn with_routes(
        routes: Router<User, Users>,
        settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder,
    ) -> Self {
        Self::build(settings, |manager, users| routes.with_login(manager, users))
    }

    /// A site whose router is made by the test, from the manager and the users.
    pub(crate) fn build(
        settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder,
        app: impl FnOnce(LoginManager, Users) -> axum::Router,
    ) -> Self {
        let (users, clock, ledger) = (Users::new(), ManualClock::default(), MemoryLedger::new());
        Self { app: app(manager(&clock, &ledger, settings), users.clone()), users, clock, ledger }
    }

    /// The same users and the same moment, served by another process with other settings.
    pub(crate) fn restarted(
        &self,
        settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder,
    ) -> Self {
        let (users, clock, ledger) = (self.users.clone(), self.clock.clone(), self.ledger.clone());
        let app = guarded_routes().with_login(manager(&clock, &ledger, settings), users.clone());
        Self { app, users, clock, ledger }
    }

    /// Settings with the site's ledger, where it has one.
    pub(crate) fn remembering(&self, settings: LoginManagerBuilder) -> LoginManagerBuilder {
        remembering(settings, &self.ledger)
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.app, &self.clock)
    }

    pub(crate) fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
    }
}

fn manager(
    clock: &ManualClock,
    ledger: &MemoryLedger,
    settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder,
) -> LoginManager {
    listen();
    let manager =
        LoginManager::new(key(1)).login_view("/login").refresh_view("/confirm").clock(clock.clone());
    settings(remembering(manager, ledger)).build().expect("good settings")
}

fn remembering(settings: LoginManagerBuilder, ledger: &MemoryLedger) -> LoginManagerBuilder {
    if Site::has_ledger() { settings.ledger(ledger.clone()) } else { settings }
}

/// One of several fixed keys.
pub(crate) fn key(number: u8) -> Key {
    let bytes: Vec<u8> = (0..32).map(|byte| byte ^ number.rotate_left(5)).collect();
    Key::try_from(&bytes[..]).expect("a good key")
}

pub(crate) fn guarded_routes() -> Router<User, Users> {
    Router::new()
        .route("/", get(index))
        .route("/login", get(login_page).post(log_in))
        .route("/logout", post(log_out))
        .route("/everywhere", post(log_out_everywhere))
        .route("/confirm", get(confirm_page).post(confirm))
        .route("/password", post(change_password))
        .route("/who", get(who))
        .route("/dashboard", get(dashboard))
        .route("/fresh", get(fresh))
        .route("/very-fresh", get(very_fresh))
        .route("/join", get(join).post(join))
        .route("/upload", post(upload))
        .route("/deep", get(deep))
        .route("/five-times", get(five_times))
        .route("/login-then-fail", post(log_in_then_fail))
        .route("/logout-then-fail", post(log_out_then_fail))
}

#[public]
async fn index() -> &'static str {
    "index"
}

#[public]
async fn login_page(flash: Option<Flash>, next: Option<SafeNext>) -> String {
    let flash = flash.map(|flash| format!("[{}] {}", flash.category, flash.message)).unwrap_or_default();
    let next = next.map(|next| next.to_string()).unwrap_or_default();
    format!("flash: {flash}; next: {next}")
}

/// Logs in as the form says: `user`, and optionally `remember`, `remember_for` seconds, `stale`, `force`, `next`.
#[public]
pub(crate) async fn log_in(
    login: Login<User>,
    State(users): State<Users>,
    Form(form): Form<Fields>,
) -> Result<Redirect, LoginError> {
    let user = users.find(&form["user"]);
    let mut how = login.login_user(&user).remember(form.contains_key("remember"));
    if let Some(seconds) = form.get("remember_for") {
        how = how.remember_for(Duration::from_secs(seconds.parse().expect("seconds")));
    }
    if form.contains_key("stale") {
        how = how.fresh(false);
    }
    if form.contains_key("force") {
        how = how.force();
    }
    how.await?;
    Ok(match form.get("next") {
        Some(next) => login.redirect_to_next_from(Some(next), "/home"),
        None => login.redirect_to_next("/home"),
    })
}

#[public]
async fn log_out(login: Login<User>) -> String {
    login.logout_user().await.expect("a log-out").to_string()
}

#[login_required]
async fn log_out_everywhere(login: Login<User>, user: CurrentUser<User>) {
    login.logout_everywhere(&user).await.expect("a log-out");
}

#[login_required]
async fn confirm_page(flash: Option<Flash>) -> String {
    flash.map(|flash| flash.message).unwrap_or_default()
}

#[public]
async fn confirm(login: Login<User>) -> Result<String, LoginError> {
    login.confirm_login().await?;
    Ok(describe(login.user().as_ref()))
}

/// Changes the password, and keeps this log-in alone.
#[login_required]
async fn change_password(
    login: Login<User>,
    user: CurrentUser<User>,
    State(users): State<Users>,
) -> Result<(), LoginError> {
    users.change_password(&user.name);
    login.restamp(&users.find(&user.name)).await
}

#[public]
pub(crate) async fn who(user: Option<CurrentUser<User>>) -> String {
    describe(user.as_ref())
}

#[login_required]
async fn dashboard(user: CurrentUser<User>) -> String {
    format!("the dashboard of {}", user.name)
}

#[fresh_login_required]
async fn fresh() -> &'static str {
    "fresh enough"
}

#[fresh_login_required(within = "2m")]
async fn very_fresh() -> &'static str {
    "very fresh"
}

#[guest_only]
async fn join() -> &'static str {
    "join us"
}

#[login_required]
async fn upload(body: Bytes) -> String {
    format!("{} bytes", body.len())
}

#[login_required]
async fn deep() -> String {
    fn far_below() -> String {
        describe(current_user::<User>().as_ref())
    }
    far_below()
}

#[login_required]
async fn five_times(
    first: CurrentUser<User>,
    second: Option<CurrentUser<User>>,
    login: Login<User>,
    third: CurrentUser<User>,
) -> String {
    let fourth = login.user();
    let all = [Some(first), second, Some(third), fourth, current_user()];
    all.iter().map(|user| describe(user.as_ref())).collect::<Vec<_>>().join(", ")
}

#[public]
async fn log_in_then_fail(
    login: Login<User>,
    State(users): State<Users>,
    Form(form): Form<Fields>,
) -> StatusCode {
    login.login_user(&users.find(&form["user"])).remember(true).await.expect("a good log-in");
    StatusCode::INTERNAL_SERVER_ERROR
}

#[public]
async fn log_out_then_fail(login: Login<User>) -> StatusCode {
    login.logout_user().await.expect("a log-out");
    StatusCode::INTERNAL_SERVER_ERROR
}

fn describe(user: Option<&CurrentUser<User>>) -> String {
    let Some(user) = user else { return "guest".to_owned() };
    let fresh = if user.is_fresh() { "fresh" } else { "stale" };
    let remembered = if user.is_remembered() { " remembered" } else { "" };
    format!("{} {fresh}{remembered}", user.name)
}
