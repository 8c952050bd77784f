//! What happened: to the log, and to the application's own listeners.

mod log;
mod login_event;

pub(crate) use log::Event;
pub use login_event::LoginEvent;
