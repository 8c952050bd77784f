//! Whether the running site does what its rules say, and whether its log-ins hold.

mod conformance;
mod matrix;
mod site;
