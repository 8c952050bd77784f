// The caret is on the second variant.
use login_runtime::Permission;

#[derive(Clone, Copy, PartialEq, Eq, Permission)]
enum Posts {
    MarkAsSpam,
    #[permission(name = "mark_as_spam")]
    Spam,
}

fn main() {}
