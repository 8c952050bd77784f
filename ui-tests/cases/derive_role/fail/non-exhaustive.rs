// The caret is on the attribute.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
#[non_exhaustive]
pub enum AppRole { Author, Admin }

fn main() {}
