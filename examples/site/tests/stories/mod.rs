//! What people do on the site.

mod account;
mod devices;
mod log_in;
mod people;
mod posts;
