//! What the environment says.

use std::{env, path::PathBuf};

/// Where to listen and where to keep things.
#[derive(Debug)]
pub(crate) struct Settings {
    /// `PORT`, 3000 without it. 0 lets the system choose a free one.
    pub(crate) port: u16,
    /// `SITE_DB`, `site.sqlite` without it.
    pub(crate) database: PathBuf,
}

impl Settings {
    pub(crate) fn from_env() -> Result<Self, String> {
        let port = match env::var("PORT") {
            Ok(text) => {
                text.parse().map_err(|_| format!("PORT is `{text}`; expected a number up to 65535"))?
            }
            Err(env::VarError::NotPresent) => 3000,
            Err(env::VarError::NotUnicode(_)) => return Err("PORT is not text".to_owned()),
        };
        let database = env::var_os("SITE_DB").unwrap_or_else(|| "site.sqlite".into()).into();
        Ok(Self { port, database })
    }
}
