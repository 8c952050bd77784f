//! What a user type must say of itself.

use std::any::TypeId;
use std::hash::Hasher;

use super::UserId;
use crate::role::{AccessSet, Permission, Role, RoleSet};

/// A type whose values can log in. Derive it.
///
/// ```
/// use login_runtime::{UserMixin, user_loader};
///
/// #[derive(Clone, UserMixin)]
/// struct User {
///     id: i64,
///     #[user(session_stamp)]
///     password_hash: String,
///     #[user(active)]
///     enabled: bool,
/// }
///
/// #[user_loader]
/// async fn load_user(id: i64) -> Option<User> {
///     Some(User { id, password_hash: String::new(), enabled: true })
/// }
///
/// let user = User { id: 7, password_hash: "$argon2id$…".to_owned(), enabled: true };
/// assert_eq!(user.get_id(), &7);
/// assert!(user.is_active());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a user type",
    label = "this type cannot log in",
    note = "write `#[derive(Clone, UserMixin)]` on the struct"
)]
pub trait UserMixin: Clone + Send + Sync + 'static {
    /// The type of the user's id.
    type Id: UserId;

    /// What a request alone says of who is there: [`NoRequestLoader`](crate::NoRequestLoader) for nothing, as sessions
    /// say it; [`FromRequests`](crate::FromRequests) for a type with a [`RequestLoader`](crate::RequestLoader). The derive
    /// chooses by `#[user(request_loader)]`.
    type Requests;

    /// Returns the user's id, which stands in the ticket and is handed to the loader.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// assert_eq!(User { id: 7 }.get_id(), &7);
    /// ```
    fn get_id(&self) -> &Self::Id;

    /// Says whether the user may be logged in. Asked at log-in and on every request, so switching a user off takes
    /// effect at the very next one.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// #[derive(Clone, UserMixin)]
    /// struct User { id: i64, #[user(active)] enabled: bool }
    ///
    /// assert!(!User { id: 7, enabled: false }.is_active());
    /// ```
    fn is_active(&self) -> bool;

    /// Feeds whatever must end the user's sessions when it changes: a password hash, an epoch column.
    ///
    /// A keyed 64-bit digest of it stands in the ticket and is compared on each request.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use std::hash::{DefaultHasher, Hasher};
    ///
    /// #[derive(Clone, UserMixin)]
    /// struct User { id: i64, name: &'static str, #[user(session_stamp)] password_hash: &'static str }
    ///
    /// let digest = |user: User| {
    ///     let mut stamp = DefaultHasher::new();
    ///     user.session_stamp(&mut stamp);
    ///     stamp.finish()
    /// };
    /// let before = digest(User { id: 7, name: "Ada", password_hash: "old" });
    /// assert_eq!(before, digest(User { id: 7, name: "Countess", password_hash: "old" }));
    /// assert_ne!(before, digest(User { id: 7, name: "Ada", password_hash: "new" }));
    /// ```
    fn session_stamp<H: Hasher>(&self, stamp: &mut H);

    /// Says whether the user has a role, of itself or because one of its roles includes it.
    ///
    /// ```
    /// # use login_runtime::user_loader;
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{Role, UserMixin};
    ///
    /// #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
    /// enum AppRole { Author, #[role(includes(Author))] Admin }
    ///
    /// #[derive(Clone, UserMixin)]
    /// struct User { id: i64, #[user(role)] role: AppRole }
    ///
    /// assert!(User { id: 1, role: AppRole::Admin }.has_role(AppRole::Author));
    /// ```
    fn has_role<R: Role>(&self, role: R) -> bool
    where
        Self: HasRole<R>,
    {
        self.role_set().contains(role)
    }

    /// Says whether the user has a permission, of itself or by one of its roles.
    ///
    /// ```
    /// # use login_runtime::user_loader;
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{Permission, PermissionSet, UserMixin};
    ///
    /// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
    /// enum Posts { Edit, Publish }
    ///
    /// #[derive(Clone, UserMixin)]
    /// struct User { id: i64, #[user(permissions)] posts: PermissionSet<Posts> }
    ///
    /// let user = User { id: 1, posts: Posts::Edit.into() };
    /// assert!(user.has_permission(Posts::Edit) && !user.has_permission(Posts::Publish));
    /// ```
    fn has_permission<P: Permission>(&self, permission: P) -> bool
    where
        Self: HasPermissions,
    {
        let bits = self.permission_bits(TypeId::of::<P>()).unwrap_or_default();
        AccessSet::<P>::of_bits(bits).contains(permission)
    }

    /// The bits of the user's roles of a type; `None` where users carry no such roles.
    #[doc(hidden)]
    fn role_bits(&self, role: TypeId) -> Option<u64> {
        let _ = role;
        None
    }

    /// The bits of the user's permissions of a type; `None` where users have neither roles nor permissions.
    #[doc(hidden)]
    fn permission_bits(&self, permission: TypeId) -> Option<u64> {
        let _ = permission;
        None
    }

    /// The bits of the permissions of a type that some user could have.
    #[doc(hidden)]
    #[must_use]
    fn grantable_bits(permission: TypeId) -> u64 {
        let _ = permission;
        0
    }
}

/// A user type that carries roles of type `R`; implemented by `#[derive(UserMixin)]` for each field marked `#[user(role)]` or
/// `#[user(roles)]`.
///
/// ```
/// # use login_runtime::user_loader;
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{HasRole, Role, RoleSet, UserMixin};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
/// enum Team { Support, #[role(includes(Support))] Lead }
///
/// #[derive(Clone, UserMixin)]
/// struct User { id: i64, #[user(roles)] teams: Vec<Team> }
///
/// /// For users of any type that are in teams.
/// fn teams(user: &impl HasRole<Team>) -> RoleSet<Team> {
///     user.role_set()
/// }
///
/// assert_eq!(teams(&User { id: 1, teams: vec![Team::Lead] }), RoleSet::all());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no role of type `{R}`",
    label = "a rule asks for a `{R}`, which `{Self}` does not carry",
    note = "mark the field that holds it: `#[user(role)] role: {R}`"
)]
pub trait HasRole<R>: UserMixin {
    /// Returns the user's roles and all they include.
    ///
    /// ```
    /// # use login_runtime::{HasRole, Role, RoleSet, UserMixin, user_loader};
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
    /// enum AppRole { Reader, #[role(includes(Reader))] Author, Admin }
    ///
    /// #[derive(Clone, UserMixin)]
    /// struct User { id: i64, #[user(role)] role: AppRole }
    ///
    /// let roles = User { id: 1, role: AppRole::Author }.role_set();
    /// assert_eq!(roles, RoleSet::of([AppRole::Reader, AppRole::Author]));
    /// ```
    fn role_set(&self) -> RoleSet<R>;
}

/// A user type that carries roles or permissions; implemented by `#[derive(UserMixin)]` where a field is marked so.
///
/// Which permissions those are is not part of the type: a permission that no role grants is one that nobody has.
///
/// ```
/// use login_runtime::{HasPermissions, Permission};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
/// enum Posts { Edit }
///
/// fn label(user: &impl HasPermissions) -> &'static str {
///     if user.has_permission(Posts::Edit) { "Edit" } else { "Read" }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no permissions",
    label = "a rule asks for a permission, and `{Self}` has neither roles nor permissions",
    note = "mark the field that holds them: `#[user(role)]`, `#[user(roles)]` or `#[user(permissions)]`"
)]
pub trait HasPermissions: UserMixin {}

/// A field marked `#[user(active)]` or `#[user(inactive)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say yes or no",
    label = "expected `bool`",
    note = "for anything else let a function decide: `#[user(active = path::to::function)]` on the struct"
)]
pub trait Flag {
    /// Says whether it is set.
    fn is_set(&self) -> bool;
}

impl Flag for bool {
    fn is_set(&self) -> bool {
        *self
    }
}

/// A number that two names hardly share: FNV-1a, 64 bits. `UserMixin::session_stamp` feeds that of its type.
#[must_use]
pub const fn number_of(name: &str) -> u64 {
    let (mut rest, mut number) = (name.as_bytes(), 0xcbf2_9ce4_8422_2325_u64);
    while let [byte, behind @ ..] = rest {
        number = (number ^ *byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
        rest = behind;
    }
    number
}
