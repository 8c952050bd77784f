//! Moving over from another library without logging anybody out.

mod flask_login;

pub use flask_login::FlaskLoginCookies;
