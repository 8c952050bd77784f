//! Every persona on every route with every method, through the running router.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::{self, Debug};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use tower_service::Service;

use super::{MatrixCell, MatrixReport, Outcome};
use crate::context::{Probe, login_cookies};
use crate::manager::LoginManager;
use crate::policy::Object;
use crate::router::{AccessEntry, AccessTable, Persona, Router};
use crate::user::{RequestSource, UserLoader, UserMixin};

/// Asks the running router as every persona, on every path, with every method, and compares the answers with the access
/// table.
///
/// It finds what the table cannot know of itself: a layer that refuses or lets through on its own, a loader that loads
/// another user, an object whose rule says something else than was thought.
///
/// A layer that answers `OPTIONS` for every route, as for CORS, differs from the table too: add it after
/// [`with_login`](Router::with_login).
///
/// No guarded handler runs: where the rules let a request through, the answer is 204. Only a public handler that asks for
/// nothing is called; of it the matrix says no more than that nobody refuses it.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # use login_runtime::{Loaded, Owned, Resource, login_required, public, requires, resource_loader};
/// # struct Post { author: i64 }
/// # impl Resource for Post { type User = User; }
/// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
/// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { Some(Post { author: 1 }) }
/// # #[public] async fn index() {}
/// # #[requires(owner(post))] async fn edit(post: Loaded<Post>) {}
/// use login_runtime::{Key, LoginManager, Persona, Router, routing::{get, post}, testing::AccessMatrix};
/// use std::sync::Arc;
///
/// fn routes() -> Router<User> {
///     Router::new().route("/", get(index)).route("/posts/{id}", post(edit))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let manager = LoginManager::new(Key::generate()?).build()?;
/// let (author, reader) = (User { id: 1 }, User { id: 2 });
/// let report = AccessMatrix::new(routes(), manager, ())
///     .persona("guest", Persona::guest())
///     .persona("author", Persona::of(&author))
///     .persona("reader", Persona::of(&reader))
///     .path("/posts/{id}", "/posts/7")
///     .object("/posts/{id}", "post", Arc::new(Post { author: 1 }))
///     .run()
///     .await;
/// report.assert_all_as_declared();
/// assert_eq!(report.to_string(), "\
/// METHOD    PATH         guest  author  reader
/// GET,HEAD  /            allow  allow   allow
/// POST      /posts/{id}  login  allow   deny
/// ");
/// # Ok(())
/// # }
/// ```
#[must_use = "a matrix asks nobody before it is run"]
pub struct AccessMatrix<'a, U> {
    table: AccessTable,
    app: axum::Router,
    manager: LoginManager,
    personas: Vec<(String, Persona<'a, U>)>,
    examples: BTreeMap<String, String>,
    objects: Vec<(String, Object)>,
}

const METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

impl<'a, U: UserMixin> AccessMatrix<'a, U> {
    /// Makes a matrix of the routes, served with this manager and this state.
    ///
    /// # Panics
    ///
    /// Where [`Router::with_login`] does.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Loaded, Owned, Resource, requires, resource_loader};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { Some(Post { author: 1 }) }
    /// # #[requires(owner(post))] async fn edit(post: Loaded<Post>) {}
    /// # use login_runtime::{Key, LoginManager, Persona, Router, login_required, routing::{get, post}};
    /// # #[login_required] async fn dashboard() {}
    /// use login_runtime::testing::AccessMatrix;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let routes = Router::<User>::new().route("/dashboard", get(dashboard));
    /// let report = AccessMatrix::new(routes, manager, ()).persona("guest", Persona::guest()).run().await;
    /// report.assert_all_as_declared();
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn new<S>(routes: Router<U, S>, manager: LoginManager, state: S) -> Self
    where
        U: UserLoader<S>,
        U::Requests: RequestSource<U, S>,
        S: Clone + Send + Sync + 'static,
    {
        Self {
            table: routes.access_table(),
            app: routes.with_login(manager.clone(), state),
            manager,
            personas: Vec::new(),
            examples: BTreeMap::new(),
            objects: Vec::new(),
        }
    }

    /// Adds somebody to ask as. The user must be the one that the user loader finds by this id. What counts as fresh is the
    /// manager's.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Loaded, Owned, Resource, requires, resource_loader};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { Some(Post { author: 1 }) }
    /// # #[requires(owner(post))] async fn edit(post: Loaded<Post>) {}
    /// # use login_runtime::{Key, LoginManager, Persona, Router, login_required, routing::{get, post}};
    /// # #[login_required] async fn dashboard() {}
    /// use login_runtime::testing::AccessMatrix;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let routes = Router::<User>::new().route("/dashboard", get(dashboard));
    /// let ada = User { id: 1 };
    /// let report = AccessMatrix::new(routes, manager, ())
    ///     .persona("guest", Persona::guest())
    ///     .persona("ada", Persona::of(&ada))
    ///     .run()
    ///     .await;
    /// assert_eq!(report.to_string(), "\
    /// METHOD    PATH        guest  ada
    /// GET,HEAD  /dashboard  login  allow
    /// ");
    /// # Ok(())
    /// # }
    /// ```
    pub fn persona(mut self, name: impl Into<String>, persona: Persona<'a, U>) -> Self {
        let persona = persona.fresh_for(self.manager.0.fresh_for);
        self.personas.push((name.into(), persona));
        self
    }

    /// Says what to ask for where the path in the table has parameters: `/posts/{id}` is asked as `/posts/7`. Fallbacks
    /// and mounted services need none.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Loaded, Owned, Resource, requires, resource_loader};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { Some(Post { author: 1 }) }
    /// # #[requires(owner(post))] async fn edit(post: Loaded<Post>) {}
    /// # use login_runtime::{Key, LoginManager, Persona, Router, login_required, routing::{get, post}};
    /// # #[login_required] async fn dashboard() {}
    /// use login_runtime::testing::AccessMatrix;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let routes = Router::<User>::new().route("/posts/{id}", post(edit));
    /// let report = AccessMatrix::new(routes, manager, ())
    ///     .persona("guest", Persona::guest())
    ///     .path("/posts/{id}", "/posts/7")
    ///     .run()
    ///     .await;
    /// report.assert_all_as_declared();
    /// # Ok(())
    /// # }
    /// ```
    pub fn path(mut self, path: impl Into<String>, example: impl Into<String>) -> Self {
        self.examples.insert(path.into(), example.into());
        self
    }

    /// Says what the router will load on a path for an argument of its handlers, so that the table has an answer about it.
    /// Where a rule is about an object that was not given, the cell *depends*.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Loaded, Owned, Resource, requires, resource_loader};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { Some(Post { author: 1 }) }
    /// # #[requires(owner(post))] async fn edit(post: Loaded<Post>) {}
    /// # use login_runtime::{Key, LoginManager, Persona, Router, login_required, routing::{get, post}};
    /// # #[login_required] async fn dashboard() {}
    /// use login_runtime::testing::{AccessMatrix, Outcome};
    /// use std::sync::Arc;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let routes = Router::<User>::new().route("/posts/{id}", post(edit));
    /// let ada = User { id: 1 };
    /// let report = AccessMatrix::new(routes, manager, ())
    ///     .persona("ada", Persona::of(&ada))
    ///     .path("/posts/{id}", "/posts/7")
    ///     .object("/posts/{id}", "post", Arc::new(Post { author: 1 })) // as the loader finds it
    ///     .run()
    ///     .await;
    /// assert!(report.cells().any(|cell| cell.method == "POST" && cell.declared == Outcome::Allow));
    /// # Ok(())
    /// # }
    /// ```
    pub fn object<R: Any + Send + Sync>(
        mut self,
        path: impl Into<String>,
        argument: &'static str,
        object: Arc<R>,
    ) -> Self {
        self.objects.push((path.into(), Object { argument, object }));
        self
    }

    /// Asks everything, one request after the other, each with a log-in of its own.
    ///
    /// # Panics
    ///
    /// Where there is no persona, a path with parameters has no example, an example or object names a path that is not in
    /// the table, and a persona has an id with which nobody can log in.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Loaded, Owned, Resource, requires, resource_loader};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { Some(Post { author: 1 }) }
    /// # #[requires(owner(post))] async fn edit(post: Loaded<Post>) {}
    /// # use login_runtime::{Key, LoginManager, Persona, Router, login_required, routing::{get, post}};
    /// # #[login_required] async fn dashboard() {}
    /// use login_runtime::testing::AccessMatrix;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let routes = Router::<User>::new().route("/dashboard", get(dashboard));
    /// let report = AccessMatrix::new(routes, manager, ()).persona("guest", Persona::guest()).run().await;
    /// assert_eq!(report.cells().count(), 7); // one path, one persona, seven methods
    /// # Ok(())
    /// # }
    /// ```
    pub async fn run(self) -> MatrixReport {
        let paths = self.paths();
        let mut cells = Vec::new();
        for (path, example) in &paths {
            for method in METHODS {
                for (name, persona) in &self.personas {
                    let entry = self.table.entry(method.as_str(), path);
                    let response = self.ask(&method, example, persona).await;
                    cells.push(MatrixCell {
                        method: method.to_string(),
                        path: (*path).to_owned(),
                        persona: name.clone(),
                        declared: Outcome::declared(entry, &self.loaded(path, persona)),
                        observed: Outcome::observed(entry, &response),
                    });
                }
            }
        }
        MatrixReport::new(self.personas.into_iter().map(|(name, _)| name).collect(), cells)
    }

    /// The paths of the table, each with the one to ask for. Nobody knows those of routers that are not guarded.
    fn paths(&self) -> Vec<(&str, String)> {
        let mut paths: Vec<(&str, String)> = Vec::new();
        let mut problems = Vec::new();
        if self.personas.is_empty() {
            problems.push("there is nobody to ask as: `.persona(\"guest\", Persona::guest())`".to_owned());
        }
        for entry in self.table.iter().filter(|entry| entry.unguarded_reason().is_none()) {
            if paths.iter().any(|(path, _)| *path == entry.path) {
                continue;
            }
            match self.examples.get(&entry.path).cloned().or_else(|| example_of(entry)) {
                Some(example) => paths.push((&entry.path, example)),
                None => problems.push(format!("`{0}` needs an example: `.path(\"{0}\", \"…\")`", entry.path)),
            }
        }
        for path in self.examples.keys().chain(self.objects.iter().map(|(path, _)| path)) {
            if self.table.iter().all(|entry| entry.path != *path) {
                problems.push(format!("`{path}` is no path of the table"));
            }
        }
        problems.sort();
        problems.dedup();
        assert!(problems.is_empty(), "the matrix cannot run\n{}", problems.join("\n"));
        paths
    }

    fn loaded(&self, path: &str, persona: &Persona<'a, U>) -> Persona<'a, U> {
        let objects = self.objects.iter().filter(|(of, _)| of == path).map(|(_, object)| object.clone());
        persona.clone().with_objects(objects)
    }

    async fn ask(&self, method: &Method, path: &str, persona: &Persona<'a, U>) -> Response {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method.clone();
        *request.uri_mut() = path.parse().unwrap_or_else(|error| panic!("`{path}` is no path: {error}"));
        request.extensions_mut().insert(Probe);
        let headers = request.headers_mut();
        headers.insert(header::HOST, HeaderValue::from_static("localhost"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        if let Some(cookie) = self.cookie(persona, headers) {
            headers.insert(header::COOKIE, cookie);
        }
        self.manager.0.write_logins().await;
        let Ok(response) = self.app.clone().call(request).await;
        response
    }

    fn cookie(&self, persona: &Persona<'a, U>, headers: &HeaderMap) -> Option<HeaderValue> {
        let user = persona.user()?;
        let settings = &self.manager.0;
        let cookies = login_cookies(settings, user, persona.proved_ago(), persona.is_remembered(), headers);
        let cookies = cookies.unwrap_or_else(|| panic!("nobody can log in with the id {:?}", user.get_id()));
        let pair = cookies.session.as_bytes().split(|byte| *byte == b';').next()?;
        Some(HeaderValue::from_bytes(pair).expect("a piece of a header is one"))
    }
}

/// A path to ask for, where none needs to be given.
fn example_of(entry: &AccessEntry) -> Option<String> {
    let path = entry.path.as_str();
    let prefix = path
        .strip_suffix("{*fallback}")
        .or_else(|| path.strip_suffix("{*path}").filter(|_| entry.is_service()));
    let example = prefix.map_or_else(|| path.to_owned(), |prefix| format!("{prefix}no-such-route"));
    (!example.contains('{')).then_some(example)
}

impl<U> Debug for AccessMatrix<'_, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessMatrix").field("personas", &self.personas).finish_non_exhaustive()
    }
}
