//! What is about users of one type: the manager serves no other from then on.

use std::sync::Arc;

use super::LoginManagerBuilder;
use crate::compat::FlaskLoginCookies;
use crate::events::LoginEvent;
use crate::manager::ConfigProblem;
use crate::manager::settings::Listener;
use crate::session::ClientInfo;
use crate::user::UserMixin;

impl LoginManagerBuilder {
    /// Takes the remember cookies of a Flask application that this one replaces for log-ins, until a day that has to be named.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{Timestamp, compat::FlaskLoginCookies};
    ///
    /// let until = Timestamp::from_unix_seconds(1_798_761_600); // 2027-01-01
    /// let cookies = FlaskLoginCookies::<User>::new(b"the SECRET_KEY of the Flask application", until);
    /// LoginManager::new(Key::generate()?).flask_login_cookies(cookies).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn flask_login_cookies<U: UserMixin>(mut self, cookies: FlaskLoginCookies<U>) -> Self {
        if cookies.has_empty_secret() {
            self.problems.push(ConfigProblem::EmptySecret);
        }
        self.typed.push::<U>(Arc::new(cookies));
        self
    }

    /// Tells a function of everything that happens to the log-ins of users of type `U`. Several are told in their order.
    ///
    /// A listener is told and not asked: it gets what happened and by which client, and can neither change nor undo what happened, nor
    /// have a user loaded. One that panics is caught and logged. It runs while the request waits, so one with much to do sends
    /// itself a message. Flask-Login's signals.
    ///
    /// # Panics
    ///
    /// Where the manager is given to a router with users of another type.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64, name: String }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::LoginEvent;
    ///
    /// let manager = LoginManager::new(Key::generate()?)
    ///     .on_event(|event: &LoginEvent<'_, User>, _| {
    ///         if let LoginEvent::LoggedIn { user, .. } = event {
    ///             println!("{} is in", user.name);
    ///         }
    ///     })
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn on_event<U: UserMixin>(
        mut self,
        listener: impl Fn(&LoginEvent<'_, U>, &ClientInfo) + Send + Sync + 'static,
    ) -> Self {
        let listener: Listener<U> = Arc::new(listener);
        self.typed.push::<U>(listener);
        self
    }
}
