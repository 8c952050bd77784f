//! A site with posts: its people, what they may do, and what may happen to them behind the library's back.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use login_runtime::routing::post;
use login_runtime::{
    Challenge, Decision, Login, LoginError, LoginManager, LoginManagerBuilder, ManualClock, Owned,
    Permission, PermissionSet, Policy, Resource, Role, Router, UserMixin, public, resource_loader,
    user_loader,
};

use crate::common::{Browser, key};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
pub(crate) enum AppRole {
    Reader,
    #[role(includes(Reader), grants(Posts::Write))]
    Author,
    #[role(includes(Author), grants(Posts::Edit, Posts::Publish))]
    Editor,
    #[role(includes(Editor), grants(Users::Ban))]
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
pub(crate) enum Posts {
    Write,
    Edit,
    Publish,
    /// No role grants it.
    Burn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
pub(crate) enum Users {
    Ban,
}

#[derive(Clone, Debug, UserMixin)]
pub(crate) struct User {
    pub(crate) id: i64,
    #[user(role)]
    pub(crate) role: AppRole,
    #[user(permissions)]
    pub(crate) extra: PermissionSet<Users>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Post {
    pub(crate) id: i64,
    pub(crate) author: i64,
    pub(crate) is_published: bool,
}

impl Resource for Post {
    type User = User;
}

impl Owned for Post {
    fn owner_id(&self) -> &i64 {
        &self.author
    }
}

pub(crate) struct Read;
pub(crate) struct Edit;
/// Its policy never knows.
pub(crate) struct Weigh;
/// Who may edit may burn, once they proved who they are.
pub(crate) struct Burn;

impl Policy<Read> for Post {
    fn decide(&self, user: &User) -> Decision {
        Decision::allow_if(self.is_published) | Policy::<Edit>::decide(self, user)
    }

    fn decide_for_guest(&self) -> Decision {
        Decision::allow_if(self.is_published)
    }
}

impl Policy<Edit> for Post {
    fn decide(&self, user: &User) -> Decision {
        Decision::allow_if(self.is_owned_by(user) || user.has_permission(Posts::Edit))
    }
}

impl Policy<Burn> for Post {
    fn decide(&self, user: &User) -> Decision {
        Policy::<Edit>::decide(self, user) & Decision::Challenge(Challenge::Fresh)
    }
}

impl Policy<Weigh> for Post {
    fn decide(&self, _: &User) -> Decision {
        Decision::Unavailable
    }
}

/// The store, which is also the state of the site.
#[derive(Clone)]
pub(crate) struct Store(Arc<Inner>);

struct Inner {
    users: Mutex<BTreeMap<i64, User>>,
    posts: BTreeMap<i64, Post>,
    posts_fail: AtomicBool,
    post_loads: AtomicUsize,
}

pub(crate) const ADA: i64 = 1; // an author
pub(crate) const BOB: i64 = 2; // an author too
pub(crate) const EVE: i64 = 3; // an editor
pub(crate) const ADM: i64 = 4;
pub(crate) const REX: i64 = 5; // a reader

/// A draft of Ada's, and a post of hers that everybody may read.
pub(crate) const DRAFT: i64 = 7;
pub(crate) const PUBLISHED: i64 = 8;

impl Store {
    fn new() -> Self {
        let users = [
            (ADA, AppRole::Author),
            (BOB, AppRole::Author),
            (EVE, AppRole::Editor),
            (ADM, AppRole::Admin),
            (REX, AppRole::Reader),
        ];
        let users = users.map(|(id, role)| (id, User { id, role, extra: PermissionSet::new() }));
        let posts = [(DRAFT, false), (PUBLISHED, true)];
        let posts = posts.map(|(id, is_published)| (id, Post { id, author: ADA, is_published }));
        Self(Arc::new(Inner {
            users: Mutex::new(users.into()),
            posts: posts.into(),
            posts_fail: AtomicBool::new(false),
            post_loads: AtomicUsize::new(0),
        }))
    }

    pub(crate) fn user(&self, id: i64) -> User {
        self.0.users.lock().expect("no test panics with the store")[&id].clone()
    }

    pub(crate) fn change(&self, id: i64, change: impl FnOnce(&mut User)) {
        change(self.0.users.lock().expect("no test panics with the store").get_mut(&id).expect("a user"));
    }

    pub(crate) fn fail_posts(&self, fail: bool) {
        self.0.posts_fail.store(fail, Ordering::SeqCst);
    }

    /// How often a post was loaded since this was last asked.
    pub(crate) fn post_loads(&self) -> usize {
        self.0.post_loads.swap(0, Ordering::SeqCst)
    }

    pub(crate) fn posts(&self) -> Vec<Post> {
        self.0.posts.values().cloned().collect()
    }
}

#[user_loader]
fn load_user(id: i64, State(store): State<Store>) -> Option<User> {
    store.0.users.lock().expect("no test panics with the store").get(&id).cloned()
}

#[resource_loader]
async fn load_post(id: i64, State(store): State<Store>) -> io::Result<Option<Post>> {
    tokio::task::yield_now().await;
    store.0.post_loads.fetch_add(1, Ordering::SeqCst);
    if store.0.posts_fail.load(Ordering::SeqCst) {
        return Err(io::Error::other("the posts are down"));
    }
    Ok(store.0.posts.get(&id).cloned())
}

/// The site, and what a test may change behind its back.
pub(crate) struct World {
    pub(crate) app: axum::Router,
    pub(crate) store: Store,
    pub(crate) clock: ManualClock,
}

impl World {
    pub(crate) fn new(routes: Router<User, Store>) -> Self {
        Self::with(routes, |manager| manager)
    }

    pub(crate) fn with(
        routes: Router<User, Store>,
        settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder,
    ) -> Self {
        // Beside them: a rule around the routes is not for the log-in.
        let routes = Router::new().merge(routes).route("/as/{id}", post(log_in));
        Self::build(settings, |manager, store| routes.with_login(manager, store))
    }

    pub(crate) fn build(
        settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder,
        app: impl FnOnce(LoginManager, Store) -> axum::Router,
    ) -> Self {
        let (store, clock) = (Store::new(), ManualClock::default());
        let manager =
            LoginManager::new(key(1)).login_view("/login").refresh_view("/confirm").clock(clock.clone());
        let manager = settings(manager).build().expect("good settings");
        Self { app: app(manager, store.clone()), store, clock }
    }

    pub(crate) fn guest(&self) -> Browser {
        Browser::new(&self.app, &self.clock)
    }

    /// A browser in which this user has just logged in.
    pub(crate) async fn logged_in(&self, id: i64) -> Browser {
        let mut browser = self.guest();
        assert_eq!(browser.post(&format!("/as/{id}"), &[]).await.status, 200);
        browser
    }

    /// The status of a script's request, for each of these people; `None` is a guest.
    pub(crate) async fn statuses<const N: usize>(&self, path: &str, people: [Option<i64>; N]) -> [u16; N] {
        let mut statuses = [0; N];
        for (status, person) in statuses.iter_mut().zip(people) {
            let mut browser = match person {
                Some(id) => self.logged_in(id).await,
                None => self.guest(),
            };
            *status = browser.fetch(path).await.status.as_u16();
        }
        statuses
    }
}

#[public]
pub(crate) async fn log_in(
    login: Login<User>,
    Path(id): Path<i64>,
    State(store): State<Store>,
) -> Result<(), LoginError> {
    login.login_user(&store.user(id)).await
}
