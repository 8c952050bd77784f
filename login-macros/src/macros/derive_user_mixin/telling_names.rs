//! Field names that give away what the field is for, so that a forgotten mark is noticed.

/// True means that the user is active; with and without `is_`.
const ACTIVE: [&str; 2] = ["active", "enabled"];

/// True means that the user is refused; with and without `is_`.
const INACTIVE: [&str; 6] = ["disabled", "banned", "suspended", "blocked", "deactivated", "locked"];

/// A change should end the user's sessions.
const STAMP: [&str; 9] = [
    "password",
    "password_hash",
    "hashed_password",
    "pw_hash",
    "passwd",
    "session_stamp",
    "security_stamp",
    "session_epoch",
    "token_version",
];

/// The mark, `active` or `inactive`, that the name calls for.
pub(super) fn activity_mark(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("is_").unwrap_or(name);
    if ACTIVE.contains(&name) {
        Some("active")
    } else if INACTIVE.contains(&name) {
        Some("inactive")
    } else {
        None
    }
}

/// Whether the name calls for `session_stamp`.
pub(super) fn calls_for_stamp(name: &str) -> bool {
    STAMP.contains(&name)
}
