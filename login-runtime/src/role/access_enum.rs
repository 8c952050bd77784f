//! What a role and a permission are.

use std::any::TypeId;
use std::fmt::{self, Display};

use super::AccessSet;

/// What roles and permissions have in common: an enum of 1 to 64 variants without fields.
///
/// Derived by [`Role`](derive@crate::Role) and [`Permission`](derive@crate::Permission).
///
/// ```
/// use login_runtime::{AccessEnum, Permission};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
/// enum Posts { Read, MarkAsSpam }
///
/// assert_eq!(Posts::MarkAsSpam.name(), "mark_as_spam");
/// assert_eq!(Posts::from_name("read"), Some(Posts::Read));
/// assert_eq!(Posts::ALL.len(), 2);
/// ```
pub trait AccessEnum: Sized + Send + Sync + 'static {
    /// The name of the enum, as in the source.
    const TYPE_NAME: &'static str;
    /// Every value, in the order of the enum.
    const ALL: &'static [Self];
    /// The number of each value, as `as i64` has it.
    #[doc(hidden)]
    const NUMBERS: &'static [i64];

    /// Returns the place in [`ALL`](Self::ALL), which is also the value's bit in a set: 0 to 63.
    ///
    /// ```
    /// # use login_runtime::{AccessEnum, Permission};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, MarkAsSpam }
    /// assert_eq!((Posts::Read.index(), Posts::MarkAsSpam.index()), (0, 1));
    /// ```
    fn index(&self) -> u32;

    /// Returns the value at that place in [`ALL`](Self::ALL).
    ///
    /// ```
    /// # use login_runtime::{AccessEnum, Permission};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, MarkAsSpam }
    /// assert_eq!(Posts::from_index(1), Some(Posts::MarkAsSpam));
    /// assert_eq!(Posts::from_index(2), None);
    /// ```
    #[must_use]
    fn from_index(index: u32) -> Option<Self>;

    /// Returns the variant's name, as in the source.
    ///
    /// ```
    /// # use login_runtime::{AccessEnum, Permission};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, MarkAsSpam }
    /// assert_eq!(Posts::MarkAsSpam.variant(), "MarkAsSpam");
    /// ```
    fn variant(&self) -> &'static str;

    /// Returns the name to store: the variant's in `snake_case`, unless the derive was told another.
    ///
    /// ```
    /// # use login_runtime::{AccessEnum, Permission};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, MarkAsSpam }
    /// assert_eq!(Posts::MarkAsSpam.name(), "mark_as_spam");
    /// ```
    fn name(&self) -> &'static str;

    /// Returns the value of that name.
    ///
    /// ```
    /// # use login_runtime::{AccessEnum, Permission};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, MarkAsSpam }
    /// assert_eq!(Posts::from_name("mark_as_spam"), Some(Posts::MarkAsSpam));
    /// assert_eq!(Posts::from_name("MarkAsSpam"), None);
    /// ```
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::from_index(Self::ALL.iter().find(|value| value.name() == name)?.index())
    }
}

/// A role that users have. Derive it.
///
/// ```
/// use login_runtime::{Permission, Role};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
/// enum Posts { Edit, Publish }
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
/// enum AppRole {
///     Reader,
///     #[role(includes(Reader), grants(Posts::Edit))]
///     Author,
///     #[role(includes(Author), grants(Posts::Publish))]
///     Admin,
/// }
///
/// assert!(AppRole::Admin.with_included().contains(AppRole::Reader));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a role",
    label = "expected a role",
    note = "derive `Role` on the enum; for a permission write `permission = ...`"
)]
pub trait Role: AccessEnum {
    /// Returns the role itself and every role it includes, directly or by way of another.
    ///
    /// ```
    /// use login_runtime::{Role, RoleSet};
    ///
    /// #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
    /// enum AppRole { Reader, #[role(includes(Reader))] Author, Guest }
    ///
    /// assert_eq!(AppRole::Author.with_included(), RoleSet::of([AppRole::Reader, AppRole::Author]));
    /// ```
    fn with_included(&self) -> AccessSet<Self>;

    /// The bits of the permissions of a type that come with the role and with those it includes.
    #[doc(hidden)]
    fn granted_bits(&self, permission: TypeId) -> u64;
}

/// A permission that roles grant, or that users have of themselves. Derive it.
///
/// ```
/// use login_runtime::{AccessEnum, Permission};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
/// enum Posts { Read, Edit }
///
/// /// For a page on which permissions are given.
/// fn names<P: Permission>() -> Vec<&'static str> {
///     P::ALL.iter().map(|permission| permission.name()).collect()
/// }
///
/// assert_eq!(names::<Posts>(), ["read", "edit"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a permission",
    label = "expected a permission",
    note = "derive `Permission` on the enum; for a role write `role = ...`"
)]
pub trait Permission: AccessEnum {}

/// The bits of `granted`, if they are of the type that is asked for. Called by `#[derive(Role)]`.
#[must_use]
pub fn grants<P: Permission>(wanted: TypeId, granted: &[P]) -> u64 {
    if TypeId::of::<P>() == wanted { AccessSet::of_each(granted.iter()).bits() } else { 0 }
}

/// The value with that number; called by the derives.
///
/// # Errors
///
/// [`UnknownName`] when there is none.
pub fn from_number<T: AccessEnum>(number: i64) -> Result<T, UnknownName> {
    index_of_number::<T>(number)
        .and_then(T::from_index)
        .ok_or_else(|| UnknownName::of::<T>(&number.to_string()))
}

/// The place of the value with that number.
pub(crate) const fn index_of_number<T: AccessEnum>(number: i64) -> Option<u32> {
    let (mut index, mut rest) = (0, T::NUMBERS);
    while let [first, others @ ..] = rest {
        if *first == number {
            return Some(index);
        }
        (index, rest) = (index + 1, others);
    }
    None
}

/// Text or a number that names no role or permission of its type.
///
/// ```
/// use login_runtime::{Permission, UnknownName};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
/// enum Posts { Read, Edit }
///
/// let error: UnknownName = "raed".parse::<Posts>().unwrap_err();
/// assert_eq!(error.to_string(), "`raed` is no value of `Posts`; the known ones are `read`, `edit`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    name: String,
    type_name: &'static str,
    known: String,
}

impl UnknownName {
    /// `name` is none of a `T`.
    #[doc(hidden)]
    #[must_use]
    pub fn of<T: AccessEnum>(name: &str) -> Self {
        let known: Vec<_> = T::ALL.iter().map(T::name).collect();
        Self { name: name.to_owned(), type_name: T::TYPE_NAME, known: known.join("`, `") }
    }
}

impl Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, type_name, known } = self;
        write!(f, "`{name}` is no value of `{type_name}`; the known ones are `{known}`")
    }
}

impl std::error::Error for UnknownName {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that generated code could take for its own.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, login_macros::Permission)]
    enum Logs {
        Ok = -3,
        Err,
        Error = 10,
        Of,
        Some,
        None = 0x7fff_ffff,
    }

    #[test]
    fn names_and_numbers_lead_back_to_their_values() {
        for value in Logs::ALL {
            assert_eq!(Logs::ALL[value.index() as usize], *value);
            assert_eq!(Logs::from_name(value.name()), Some(*value));
            assert_eq!(value.to_string().parse(), Ok(*value));
            assert_eq!(Logs::try_from(i64::from(*value)), Ok(*value));
        }
        let numbers: Vec<_> = Logs::ALL.iter().map(|value| i64::from(*value)).collect();
        assert_eq!(numbers, [-3, -2, 10, 11, 12, i64::from(i32::MAX)]);
        assert_eq!(format!("{:>6}|{:<6}|", Logs::Of, Logs::Of), "    of|of    |");
    }

    #[test]
    fn what_leads_nowhere_is_told() {
        let known = "the known ones are `ok`, `err`, `error`, `of`, `some`, `none`";
        for text in ["", "OK", "Ok", " ok", "ok,err"] {
            let error = text.parse::<Logs>().unwrap_err();
            assert_eq!(error.to_string(), format!("`{text}` is no value of `Logs`; {known}"));
        }
        let error = Logs::try_from(0).unwrap_err();
        assert_eq!(error.to_string(), format!("`0` is no value of `Logs`; {known}"));
    }
}
