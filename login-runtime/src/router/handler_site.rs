//! A handler by its name, as the access table shows it.

use std::any::type_name;
use std::panic::Location;

/// Which handler a route has, and where it was given to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HandlerSite {
    pub(super) module: &'static str,
    pub(super) name: String,
    pub(super) file: &'static str,
    pub(super) line: u32,
}

impl HandlerSite {
    /// The site of a function of type `H`, at the place of the call.
    ///
    /// The name is the compiler's own: one that the attributes wrote down would be one more item for each handler, which
    /// everybody who compiles the application would wait for.
    #[track_caller]
    pub(super) fn of<H>() -> Self {
        let (module, name) = module_and_name(type_name::<H>());
        let place = Location::caller();
        Self { module, name, file: place.file(), line: place.line() }
    }
}

/// Splits `blog::pages::list`. The type of an associated function, `Pages::list`, belongs to the name.
fn module_and_name(path: &str) -> (&str, String) {
    let (before, function) = split_last(path);
    let function = without_arguments(function);
    let (module, ty) = split_last(before);
    if ty.starts_with(|first: char| first == '<' || first.is_uppercase()) {
        (module, format!("{}::{function}", type_word(ty)))
    } else {
        (before, function.to_owned())
    }
}

/// Splits a path before its last segment.
fn split_last(path: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (at, character) in path.char_indices().rev() {
        match character {
            '>' => depth += 1,
            '<' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return (path[..at].trim_end_matches(':'), &path[at + 1..]),
            _ => {}
        }
    }
    ("", path)
}

/// `Pages` of `Pages<i64>`, of `<impl blog::Pages>` and of `<blog::Pages as Trait>`: the latter two are how the compiler speaks of an
/// `impl` in another module than its type's, and of one of a trait.
fn type_word(ty: &str) -> &str {
    let inside = ty.strip_prefix('<').and_then(|ty| ty.strip_suffix('>')).unwrap_or(ty);
    let inside = inside.strip_prefix("impl ").unwrap_or(inside);
    let named = inside.split(" as ").next().unwrap_or(inside);
    without_arguments(split_last(without_arguments(named)).1)
}

fn without_arguments(segment: &str) -> &str {
    segment.split('<').next().unwrap_or(segment)
}

#[cfg(test)]
#[path = "handler_site_tests.rs"]
mod tests;
