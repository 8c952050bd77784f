//! Going through a set.

use std::fmt::{self, Debug};
use std::iter::FusedIterator;

use super::{AccessEnum, AccessSet};

/// The values of an [`AccessSet`], in the order of the enum.
///
/// ```
/// use login_runtime::{AccessSetIter, Permission, PermissionSet};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
/// enum Posts { Read, Edit, Publish }
///
/// let mut rest: AccessSetIter<Posts> = PermissionSet::of([Posts::Publish, Posts::Read]).iter();
/// assert_eq!(rest.next(), Some(Posts::Read));
/// assert_eq!(rest.len(), 1);
/// ```
#[must_use = "nothing is read until it is asked"]
pub struct AccessSetIter<T>(AccessSet<T>);

impl<T: AccessEnum> AccessSetIter<T> {
    pub(super) fn over(set: AccessSet<T>) -> Self {
        Self(set)
    }
}

impl<T: AccessEnum> Iterator for AccessSetIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        // By the bits there are, as a user mostly has one role: 64 when none is left, which is the place of no value.
        let bits = self.0.bits();
        let first = T::from_index(bits.trailing_zeros())?;
        self.0 = AccessSet::of_bits(bits & (bits - 1));
        Some(first)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl<T: AccessEnum> ExactSizeIterator for AccessSetIter<T> {}

impl<T: AccessEnum> FusedIterator for AccessSetIter<T> {}

impl<T> Clone for AccessSetIter<T> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<T: AccessEnum> Debug for AccessSetIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.0, f)
    }
}

impl<T: AccessEnum> IntoIterator for AccessSet<T> {
    type Item = T;
    type IntoIter = AccessSetIter<T>;

    fn into_iter(self) -> AccessSetIter<T> {
        self.iter()
    }
}

impl<T: AccessEnum> IntoIterator for &AccessSet<T> {
    type Item = T;
    type IntoIter = AccessSetIter<T>;

    fn into_iter(self) -> AccessSetIter<T> {
        self.iter()
    }
}
