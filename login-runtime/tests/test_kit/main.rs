//! The test kit as stories: a browser for tests, acting as anybody, and what is expected of a response.

#![allow(clippy::unnecessary_wraps, reason = "a loader answers with an option")]

mod acting;
mod assertions;
mod client;
mod jar;
mod site;
