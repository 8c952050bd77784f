//! Who may do what: the roles, what comes with them, and the rules that have a name.

use login_runtime::{Permission, Role, requires};

/// What a person is on this site. Stored by name in the column `users.role`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
#[role(sqlx)]
pub(crate) enum AppRole {
    /// Reads.
    Member,
    /// Writes posts and edits the own ones.
    #[role(includes(Member), grants(Posts::Write))]
    Author,
    /// Edits all posts, and puts them before the public.
    #[role(includes(Author), grants(Posts::Edit, Posts::Publish))]
    Editor,
    /// Looks after the people.
    #[role(includes(Editor), grants(People::Manage))]
    Admin,
}

/// What can be done with posts in general; what one may do with a certain post is in `post.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
pub(crate) enum Posts {
    Write,
    Edit,
    Publish,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
pub(crate) enum People {
    Manage,
}

/// Around everything below `/admin`.
#[requires(permission = People::Manage)]
pub(crate) struct AdminsOnly;
