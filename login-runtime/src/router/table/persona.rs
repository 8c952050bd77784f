//! Somebody to ask the table about.

use std::any::Any;
use std::fmt::{self, Debug};
use std::sync::Arc;
use std::time::Duration;

use crate::policy::Object;
use crate::rule::Facts;
use crate::user::UserMixin;

/// Somebody to ask the access table about: a guest, or a user and the state of their log-in.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{Decision, Persona, Router, fresh_login_required, routing::get};
/// use std::time::Duration;
///
/// #[fresh_login_required]
/// async fn keys() {}
///
/// let table = Router::<User>::new().route("/keys", get(keys)).access_table();
/// let decide = |persona: Persona<'_, User>| table.explain(&persona, "GET", "/keys").unwrap().decision();
/// let ada = User { id: 1 };
/// assert_eq!(decide(Persona::of(&ada)), Decision::Allow);
/// assert_ne!(decide(Persona::of(&ada).stale(Duration::from_secs(3600))), Decision::Allow);
/// assert_ne!(decide(Persona::guest()), Decision::Allow);
/// ```
pub struct Persona<'a, U> {
    user: Option<&'a U>,
    proved_ago: Option<Duration>,
    is_remembered: bool,
    fresh_for: Duration,
    objects: Vec<Object>,
}

impl<'a, U: UserMixin> Persona<'a, U> {
    /// 15 minutes, the manager's default.
    const FRESH_FOR: Duration = Duration::from_secs(15 * 60);

    /// Somebody who is not logged in.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Challenge, Decision, Persona, Router};
    /// # use std::time::Duration;
    /// # let reports = |rule| Router::<User>::new().mount("/reports", rule, axum::Router::new()).access_table();
    /// # let ada = User { id: 1 };
    /// let table = reports(AccessRule::login_required());
    /// let explanation = table.explain(&Persona::<User>::guest(), "GET", "/reports/{*path}").unwrap();
    /// assert_eq!(explanation.decision(), Decision::Challenge(Challenge::Login));
    /// ```
    #[must_use]
    pub fn guest() -> Self {
        Self {
            user: None,
            proved_ago: None,
            is_remembered: false,
            fresh_for: Self::FRESH_FOR,
            objects: Vec::new(),
        }
    }

    /// A user who logged in a moment ago, and did not ask to be remembered. One who is switched off is a guest, as on
    /// every request.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Challenge, Decision, Persona, Router};
    /// # use std::time::Duration;
    /// # let reports = |rule| Router::<User>::new().mount("/reports", rule, axum::Router::new()).access_table();
    /// # let ada = User { id: 1 };
    /// let table = reports(AccessRule::fresh_login_required());
    /// let explanation = table.explain(&Persona::of(&ada), "GET", "/reports/{*path}").unwrap();
    /// assert_eq!(explanation.decision(), Decision::Allow);
    /// ```
    #[must_use]
    pub fn of(user: &'a U) -> Self {
        Self {
            user: Some(user).filter(|user| user.is_active()),
            proved_ago: Some(Duration::ZERO),
            ..Self::guest()
        }
    }

    /// The person proved that long ago who they are, in whole seconds.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Challenge, Decision, Persona, Router};
    /// # use std::time::Duration;
    /// # let reports = |rule| Router::<User>::new().mount("/reports", rule, axum::Router::new()).access_table();
    /// # let ada = User { id: 1 };
    /// let table = reports(AccessRule::fresh_login_required());
    /// let an_hour_ago = Persona::of(&ada).stale(Duration::from_secs(60 * 60));
    /// let explanation = table.explain(&an_hour_ago, "GET", "/reports/{*path}").unwrap();
    /// assert_eq!(explanation.decision(), Decision::Challenge(Challenge::Fresh));
    /// ```
    #[must_use]
    pub fn stale(mut self, proved_ago: Duration) -> Self {
        self.proved_ago = Some(proved_ago);
        self
    }

    /// The person did not prove in this session who they are: it was restored from a remember cookie.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Challenge, Decision, Persona, Router};
    /// # use std::time::Duration;
    /// # let reports = |rule| Router::<User>::new().mount("/reports", rule, axum::Router::new()).access_table();
    /// # let ada = User { id: 1 };
    /// let table = reports(AccessRule::fresh_login_required());
    /// let back_again = Persona::of(&ada).restored();
    /// let explanation = table.explain(&back_again, "GET", "/reports/{*path}").unwrap();
    /// assert_eq!(explanation.decision(), Decision::Challenge(Challenge::Fresh));
    /// ```
    #[must_use]
    pub fn restored(mut self) -> Self {
        self.proved_ago = None;
        self
    }

    /// The log-in asked to be remembered.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Decision, Persona, Router, requires, routing::get};
    ///
    /// #[requires(not(remembered))]
    /// async fn safe() {}
    ///
    /// let table = Router::<User>::new().route("/safe", get(safe)).access_table();
    /// let ada = User { id: 1 };
    /// let decide = |persona| table.explain(&persona, "GET", "/safe").unwrap().decision();
    /// assert_eq!(decide(Persona::of(&ada)), Decision::Allow);
    /// assert_ne!(decide(Persona::of(&ada).remembered()), Decision::Allow);
    /// ```
    #[must_use]
    pub fn remembered(mut self) -> Self {
        self.is_remembered = true;
        self
    }

    /// Sets what counts as fresh where a rule does not say, as the manager's
    /// [`fresh_for`](crate::LoginManagerBuilder::fresh_for) does. Default: 15 minutes, as there.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{AccessRule, Challenge, Decision, Persona, Router};
    /// # use std::time::Duration;
    /// # let reports = |rule| Router::<User>::new().mount("/reports", rule, axum::Router::new()).access_table();
    /// # let ada = User { id: 1 };
    /// let table = reports(AccessRule::fresh_login_required());
    /// let an_hour_ago = Persona::of(&ada).stale(Duration::from_secs(60 * 60)).fresh_for(Duration::from_secs(2 * 60 * 60));
    /// let explanation = table.explain(&an_hour_ago, "GET", "/reports/{*path}").unwrap();
    /// assert_eq!(explanation.decision(), Decision::Allow);
    /// ```
    #[must_use]
    pub fn fresh_for(mut self, fresh: Duration) -> Self {
        self.fresh_for = fresh;
        self
    }

    /// Adds what is loaded for an argument of the handler, so that rules about it have an answer.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{Decision, Loaded, Owned, Persona, Resource, Router, requires, resource_loader, routing::get};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { None }
    /// use std::sync::Arc;
    ///
    /// #[requires(owner(post))]
    /// async fn edit(post: Loaded<Post>) {}
    ///
    /// let table = Router::<User>::new().route("/posts/{id}", get(edit)).access_table();
    /// let ada = User { id: 1 };
    /// let persona = Persona::of(&ada).with("post", Arc::new(Post { author: 1 }));
    /// assert_eq!(table.explain(&persona, "GET", "/posts/{id}").unwrap().decision(), Decision::Allow);
    /// ```
    #[must_use]
    pub fn with<R: Any + Send + Sync>(mut self, argument: &'static str, object: Arc<R>) -> Self {
        self.objects.push(Object { argument, object });
        self
    }

    /// What is known before anything is loaded.
    pub(super) fn facts(&self) -> Facts<'_> {
        let guest = Facts::guest(self.fresh_for);
        match self.user {
            Some(user) => Facts {
                user: Some(user),
                proved_ago: self.proved_ago,
                is_remembered: self.is_remembered,
                ..guest
            },
            None => guest,
        }
    }

    /// What is known once everything that was given is loaded.
    pub(super) fn loaded_facts(&self) -> Facts<'_> {
        Facts { objects: Some(&self.objects), ..self.facts() }
    }

    pub(super) fn objects(&self) -> &[Object] {
        &self.objects
    }
}

#[cfg(feature = "testing")]
impl<'a, U: UserMixin> Persona<'a, U> {
    pub(crate) fn user(&self) -> Option<&'a U> {
        self.user
    }

    pub(crate) fn proved_ago(&self) -> Option<Duration> {
        self.proved_ago
    }

    pub(crate) fn is_remembered(&self) -> bool {
        self.is_remembered
    }

    pub(crate) fn with_objects(mut self, objects: impl IntoIterator<Item = Object>) -> Self {
        self.objects.extend(objects);
        self
    }
}

impl<U> Clone for Persona<'_, U> {
    fn clone(&self) -> Self {
        Self { objects: self.objects.clone(), ..*self }
    }
}

impl<U> Debug for Persona<'_, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Persona")
            .field("is_guest", &self.user.is_none())
            .field("proved_ago", &self.proved_ago)
            .field("is_remembered", &self.is_remembered)
            .finish_non_exhaustive()
    }
}
