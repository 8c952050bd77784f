//! What the matrix found.

use std::fmt::{self, Display};

use super::Outcome;

/// What every persona got on every route, and what the table says. Made by [`AccessMatrix::run`](super::AccessMatrix::run).
///
/// It prints as a grid, routes down and personas across, without the methods that no path has. A cell that is not as the
/// table says shows both.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # fn routes() -> login_runtime::Router<User> { login_runtime::Router::new().mount("/reports", login_runtime::AccessRule::login_required(), axum::Router::new()) }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let manager = login_runtime::LoginManager::new(login_runtime::Key::generate()?).build()?;
/// use login_runtime::{Persona, testing::{AccessMatrix, Outcome}};
///
/// let report = AccessMatrix::new(routes(), manager, ()).persona("guest", Persona::guest()).run().await;
/// assert_eq!(report.differing().count(), 0);
/// assert!(report.cells().all(|cell| cell.observed == Outcome::Login));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a report that is not looked at finds nothing"]
pub struct MatrixReport {
    personas: Vec<String>,
    cells: Vec<MatrixCell>,
}

/// One persona on one route.
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
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let manager = LoginManager::new(Key::generate()?).build()?;
/// # let routes = Router::<User>::new().route("/dashboard", get(dashboard));
/// let report = AccessMatrix::new(routes, manager, ()).persona("guest", Persona::guest()).run().await;
/// let cell = report.cells().next().unwrap();
/// assert_eq!((cell.method.as_str(), cell.path.as_str(), cell.persona.as_str()), ("GET", "/dashboard", "guest"));
/// assert_eq!((cell.declared, cell.observed), (Outcome::Login, Outcome::Login));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MatrixCell {
    /// The method.
    pub method: String,
    /// The path as in the table.
    pub path: String,
    /// The persona's name.
    pub persona: String,
    /// What the table says.
    pub declared: Outcome,
    /// What the router answered.
    pub observed: Outcome,
}

impl MatrixCell {
    /// Says whether the router did what the table says. What [depends](Outcome::Depends) may be let through or refused; it may
    /// not fail.
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
    /// assert!(report.cells().all(|cell| cell.is_as_declared()));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_as_declared(&self) -> bool {
        self.declared.agrees_with(self.observed)
    }

    fn text(&self) -> String {
        match self.declared {
            declared if declared == self.observed => declared.to_string(),
            declared => format!("{} ({declared})", self.observed),
        }
    }

    /// Says whether there is nothing to show: no such method, as everybody knows.
    fn is_blank(&self) -> bool {
        self.declared == Outcome::NoMethod && self.observed == Outcome::NoMethod
    }
}

impl MatrixReport {
    pub(super) fn new(personas: Vec<String>, cells: Vec<MatrixCell>) -> Self {
        Self { personas, cells }
    }

    /// Returns every cell: path by path, method by method, persona by persona.
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
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// # let routes = Router::<User>::new().route("/dashboard", get(dashboard));
    /// let report = AccessMatrix::new(routes, manager, ()).persona("guest", Persona::guest()).run().await;
    /// let refused = report.cells().filter(|cell| cell.observed == Outcome::Login);
    /// assert!(refused.map(|cell| cell.method.as_str()).eq(["GET", "HEAD"]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn cells(&self) -> std::slice::Iter<'_, MatrixCell> {
        self.cells.iter()
    }

    /// Returns the cells in which the router did something else than the table says.
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
    /// use axum::{http::StatusCode, middleware::map_response, response::Response};
    ///
    /// async fn hide(_: Response) -> StatusCode {
    ///     StatusCode::IM_A_TEAPOT // a layer that answers by itself
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let routes = Router::<User>::new().route("/dashboard", get(dashboard)).layer(map_response(hide));
    /// let report = AccessMatrix::new(routes, manager, ()).persona("guest", Persona::guest()).run().await;
    /// assert!(report.differing().all(|cell| cell.observed == Outcome::Answered(418)));
    /// # assert_ne!(report.differing().count(), 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn differing(&self) -> impl Iterator<Item = &MatrixCell> {
        self.cells().filter(|cell| !cell.is_as_declared())
    }

    /// Asserts that the router did everywhere what the table says.
    ///
    /// # Panics
    ///
    /// With a table of the cells that differ; [`differing`](MatrixReport::differing) is its twin that does not panic.
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
    /// report.assert_all_as_declared();
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn assert_all_as_declared(&self) {
        let rows: Vec<_> = self
            .differing()
            .map(|cell| {
                let words = [&cell.method, &cell.path, &cell.persona].map(Clone::clone);
                [&words[..], &[cell.declared.to_string(), cell.observed.to_string()]].concat()
            })
            .collect();
        let heads = ["METHOD", "PATH", "PERSONA", "DECLARED", "OBSERVED"].map(str::to_owned).to_vec();
        assert!(
            rows.is_empty(),
            "the router does not do what its access table says\n\n{}",
            Aligned(&[vec![heads], rows].concat())
        );
    }
}

impl Display for MatrixReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![[&["METHOD".to_owned(), "PATH".to_owned()], &self.personas[..]].concat()];
        for cells in self.cells.chunks(self.personas.len().max(1)) {
            if cells.iter().all(MatrixCell::is_blank) {
                continue;
            }
            let texts: Vec<_> = cells.iter().map(MatrixCell::text).collect();
            match rows.last_mut() {
                // Methods with the same answers share a row.
                Some(row) if row[1] == cells[0].path && row[2..] == texts => {
                    row[0] = format!("{},{}", row[0], cells[0].method);
                }
                _ => rows.push([&[cells[0].method.clone(), cells[0].path.clone()], &texts[..]].concat()),
            }
        }
        Aligned(&rows).fmt(f)
    }
}

/// Rows whose columns stand one below the other.
struct Aligned<'a>(&'a [Vec<String>]);

impl Display for Aligned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| self.0.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        self.0.iter().try_for_each(|row| {
            let cells =
                row.iter().enumerate().map(|(column, cell)| format!("{cell:width$}", width = width(column)));
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())
        })
    }
}
