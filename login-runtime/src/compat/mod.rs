//! Moving over from another library without logging anybody out.
//!
//! ```
//! # use login_runtime::{Key, LoginManager, UserMixin, user_loader};
//! # #[derive(Clone, UserMixin)] struct User { id: i64 }
//! # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
//! use login_runtime::{Timestamp, compat::FlaskLoginCookies};
//!
//! let until = Timestamp::from_unix_seconds(1_798_761_600); // 2027-01-01
//! let cookies = FlaskLoginCookies::<User>::new(b"the SECRET_KEY of the Flask application", until);
//! let manager = LoginManager::new(Key::generate()?).flask_login_cookies(cookies).build()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod flask_login;

pub use flask_login::FlaskLoginCookies;
