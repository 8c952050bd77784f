//! What people do on the site.

mod account;
mod log_in;
mod people;
mod posts;
