// Whatever the user calls things, the derive means its own.
mod core {}
mod login_runtime {}
struct Option;
struct Some;
trait UserId {}

macro_rules! id {
    ($name:ident($inner:ty)) => {
        #[derive(Clone, Debug, PartialEq, Eq, ::login_runtime::UserId)]
        struct $name($inner);
    };
}

id!(AccountId(::std::string::String));

impl UserId for AccountId {}

fn main() {
    let _ = (Option, Some, AccountId(::std::string::String::new()));
}
