//! The login context: one per request, lazy, and the only place that changes who is logged in.

mod admit;
mod answering;
mod authorize;
mod bound;
mod carrier;
mod claim;
mod commit;
mod cross_origin;
mod ending;
mod form_owner;
mod gate;
mod issue;
mod log_in;
mod login_context;
mod login_error;
mod login_options;
mod logins;
mod present;
#[cfg(feature = "testing")]
mod probe;
mod recording;
mod refuse;
mod resolve;
mod resume;
mod scope;
mod serving;
mod source;
mod state;
mod waiting;

pub(crate) use authorize::{Objects, path_names};
pub(crate) use bound::Bound;
pub(crate) use carrier::{Missing, current_person, of_request, of_user_type};
pub(crate) use cross_origin::OriginCheck;
pub(crate) use gate::{Gate, Rules};
pub(crate) use log_in::{Caller, LoginRequest};
pub(crate) use login_context::LoginContext;
pub use login_error::LoginError;
pub use login_options::LoginOptions;
pub(crate) use present::Held;
#[cfg(feature = "testing")]
pub(crate) use probe::{Noted, Probe, Somebody, Visitors, login_cookies};
pub(crate) use scope::{RuleType, take_pass};
pub(crate) use serving::{Inner, Serving, serve};
pub(crate) use state::{Person, Unavailable};
