// A caret on each of four mistakes.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(includes(Nobody))]
    Author,
    #[role(name = "a,b")]
    Reader,
    #[role(grants(Edit))]
    Editor(u8),
}

fn main() {}
