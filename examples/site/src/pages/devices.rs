//! `/account/devices`: where one is logged in, each to be logged out by itself.

use std::time::{Duration, SystemTime};

use askama::Template;
use axum::{
    Form,
    response::{IntoResponse, Redirect},
};
use login_runtime::{Login, LoginRecord, Timestamp, fresh_login_required};
use serde::Deserialize;

use crate::{error::AppError, pages::account::Owned, render::html, user::User};

#[derive(Template)]
#[template(path = "devices.html")]
struct DevicesPage {
    owner: String,
    devices: Vec<Device>,
}

struct Device {
    handle: String,
    is_this_one: bool,
    name: String,
    address: String,
    seen: String,
}

#[derive(Deserialize)]
pub(crate) struct Ended {
    owner: String,
    handle: String,
}

/// Whoever finds a browser left open must not be able to log its owner out of all others, so the password is asked for again.
#[fresh_login_required]
pub(crate) async fn page(login: Login<User>) -> Result<impl IntoResponse, AppError> {
    let current = login.login_handle();
    let device = |record: LoginRecord| Device {
        is_this_one: Some(record.handle) == current,
        name: record.client.user_agent().unwrap_or("An unknown browser").to_owned(),
        address: record.client.address().map_or_else(String::new, |address| address.to_string()),
        seen: date(record.seen_at),
        handle: record.handle.to_string(),
    };
    let devices = login.logins().await?.into_iter().map(device).collect();
    html(&DevicesPage { owner: login.form_owner(), devices })
}

/// Somebody else's log-in is not there, like one that ended already.
#[fresh_login_required]
pub(crate) async fn end(login: Login<User>, Form(form): Form<Ended>) -> Result<Redirect, AppError> {
    login.check_form_owner(&form.owner)?;
    let handle = form.handle.parse().map_err(|_| AppError::NotFound)?;
    if login.end_login(handle).await? {
        Ok(Redirect::to("/account/devices"))
    } else {
        Err(AppError::NotFound)
    }
}

#[fresh_login_required]
pub(crate) async fn end_others(login: Login<User>, Form(form): Form<Owned>) -> Result<Redirect, AppError> {
    login.check_form_owner(&form.owner)?;
    login.logout_elsewhere().await?;
    Ok(Redirect::to("/account/devices"))
}

fn date(at: Timestamp) -> String {
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(at.as_unix_seconds()))
}
