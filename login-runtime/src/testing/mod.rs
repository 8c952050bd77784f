//! The matrix of personas and routes, for an application's tests. Behind the feature `testing`.
//!
//! The feature lets code log in as anybody, so it belongs into `[dev-dependencies]`, and a build without debug assertions
//! does not compile with it:
//!
//! ```toml
//! [dev-dependencies]
//! login-runtime = { version = "0.1", features = ["testing"] }
//! ```

mod matrix;
mod outcome;
mod report;

pub use matrix::AccessMatrix;
pub use outcome::Outcome;
pub use report::{MatrixCell, MatrixReport};
