//! One file a page. Forms are sent with POST and answered with a redirect, or with the page and what was wrong.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod api;
pub(crate) mod assets;
pub(crate) mod confirm;
pub(crate) mod dashboard;
pub(crate) mod devices;
pub(crate) mod home;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod not_found;
pub(crate) mod password;
pub(crate) mod posts;
pub(crate) mod signup;
