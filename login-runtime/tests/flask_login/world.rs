//! What several topics share: listening to events, and looking around in the middle of a request.

use std::sync::{Arc, Mutex};

use axum::Form;
use axum::extract::State;
use login_runtime::{
    CurrentUser, Login, LoginEvent, LoginManagerBuilder, SessionProtection, UserMixin, current_user, public,
};

use crate::common::{Site, User, Users};

/// Every event as text, in order.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    /// Listens to everything the manager tells.
    pub(crate) fn listen(&self, manager: LoginManagerBuilder) -> LoginManagerBuilder {
        self.listen_of::<User>(manager)
    }

    /// The same, where the site has users of another type.
    pub(crate) fn listen_of<U: UserMixin>(&self, manager: LoginManagerBuilder) -> LoginManagerBuilder {
        let heard = self.clone();
        manager.on_event(move |event: &LoginEvent<'_, U>, _| {
            heard.0.lock().expect("a whole list").push(format!("{event:?}"));
        })
    }

    /// What was told since this was last asked.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("a whole list"))
    }
}

/// A site with this protection, and what it tells.
pub(crate) fn protected_site(protection: SessionProtection) -> (Site, Heard) {
    let heard = Heard::default();
    (Site::with(|manager| heard.listen(manager.session_protection(protection))), heard)
}

/// Logs in by the fields of the site's own form, and tells what came of it within this very request.
#[public]
pub(crate) async fn attempt(
    login: Login<User>,
    State(users): State<Users>,
    Form(form): Form<Vec<(String, String)>>,
) -> String {
    let ticked = |field: &str| form.iter().any(|(name, _)| name == field);
    let (_, name) = form.iter().find(|(name, _)| name == "user").expect("a name to log in");
    let user = users.find(name);
    let how = login.login_user(&user).fresh(!ticked("stale")).remember(ticked("remember"));
    let outcome = if ticked("force") { how.force().await } else { how.await };
    format!("{outcome:?}, {}", present(&login))
}

/// Who is there in the middle of a request, by each way to ask: `guest`, or for example `ada fresh remembered`.
pub(crate) fn present(login: &Login<User>) -> String {
    let described = describe(login.user());
    assert_eq!(describe(current_user()), described, "both know of what this request did");
    described
}

fn describe(user: Option<CurrentUser<User>>) -> String {
    let Some(user) = user else { return "guest".to_owned() };
    let fresh = if user.is_fresh() { "fresh" } else { "stale" };
    let remembered = if user.is_remembered() { " remembered" } else { "" };
    format!("{} {fresh}{remembered}", user.name)
}
