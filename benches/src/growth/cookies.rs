//! Cookies of others before ours.

use std::fmt::Write as _;

use axum::http::HeaderValue;

use crate::Result;
use crate::prepared::{Prepared, log_in};
use crate::users::Users;
use crate::variants::ours;

pub(crate) const COUNTS: [usize; 5] = [0, 6, 50, 150, 500];

pub(crate) async fn prepare(count: usize) -> Result<Prepared> {
    let app = ours::app(Users::default())?;
    let cookies = format!("{}{}", foreign(count), log_in(&app).await?);
    Ok(Prepared::get(&app, "/me", HeaderValue::try_from(cookies)?))
}

/// So many cookies of about thirty octets, which is what analytics leave behind.
pub(crate) fn foreign(count: usize) -> String {
    (0..count).fold(String::new(), |mut cookies, number| {
        // Writing into a string does not fail.
        let _ = write!(cookies, "_ga_{number}=GS1.1.1700000000.{number}; ");
        cookies
    })
}
