//! Sets of roles or permissions, as bits.

use std::fmt::{self, Debug, Display};
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Sub};
use std::str::FromStr;

use super::{AccessEnum, AccessSetIter, UnknownName};

/// A set of roles or permissions: 64 bits, cheap to copy and to ask.
///
/// It prints and parses as the names with commas between them, for a column of a database.
///
/// ```
/// use login_runtime::{Permission, PermissionSet};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
/// enum Posts { Read, Edit, Publish }
///
/// let set = PermissionSet::from_iter([Posts::Publish, Posts::Read]);
/// assert!(set.contains(Posts::Read) && !set.contains(Posts::Edit));
/// assert_eq!(set.to_string(), "read,publish");
/// assert_eq!("read,publish".parse(), Ok(set));
/// assert_eq!(format!("{set:?}"), "{Read, Publish}");
/// ```
pub struct AccessSet<T>(u64, PhantomData<fn() -> T>);

/// A set of roles.
pub type RoleSet<R> = AccessSet<R>;

/// A set of permissions.
pub type PermissionSet<P> = AccessSet<P>;

impl<T> AccessSet<T> {
    /// Makes the set of nothing.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// assert!(PermissionSet::<Posts>::new().is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self(0, PhantomData)
    }

    /// Says whether nothing is in the set.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// assert!(!PermissionSet::of([Posts::Read]).is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns how many values are in the set: 0 to 64.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// assert_eq!(PermissionSet::of([Posts::Read, Posts::Read]).len(), 1);
    /// ```
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Returns the set as bits: a value's bit is its place in the enum, so store names rather than bits where variants may be
    /// moved.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// assert_eq!(PermissionSet::of([Posts::Edit]).bits(), 0b10);
    /// ```
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The set of these bits, which are known to stand for values.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_bits(bits: u64) -> Self {
        Self(bits, PhantomData)
    }
}

impl<T: AccessEnum> AccessSet<T> {
    /// Makes the set of every value.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// assert_eq!(PermissionSet::<Posts>::all().len(), 2);
    /// ```
    #[must_use]
    pub fn all() -> Self {
        Self::of_each(T::ALL.iter())
    }

    /// Makes the set of these values.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// let mut set = PermissionSet::of([Posts::Read, Posts::Edit]);
    /// set.remove(Posts::Edit);
    /// assert_eq!(set.len(), 1);
    /// assert_eq!(set.with(Posts::Edit), PermissionSet::all());
    /// ```
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = T>) -> Self {
        values.into_iter().collect()
    }

    /// Returns the set with `value` in it.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// assert_eq!(PermissionSet::new().with(Posts::Edit), PermissionSet::of([Posts::Edit]));
    /// ```
    #[must_use]
    pub fn with(mut self, value: T) -> Self {
        self.insert(value);
        self
    }

    /// Adds a value.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// let mut set = PermissionSet::new();
    /// set.insert(Posts::Edit);
    /// assert!(set.contains(Posts::Edit));
    /// ```
    pub fn insert(&mut self, value: T) {
        self.0 |= Self::from(value).0;
    }

    /// Takes a value out.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// let mut set = PermissionSet::all();
    /// set.remove(Posts::Edit);
    /// assert_eq!(set, PermissionSet::of([Posts::Read]));
    /// ```
    pub fn remove(&mut self, value: T) {
        self.0 &= !Self::from(value).0;
    }

    /// Says whether `value` is in the set.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// let set = PermissionSet::of([Posts::Read]);
    /// assert!(set.contains(Posts::Read) && !set.contains(Posts::Edit));
    /// ```
    #[must_use]
    pub fn contains(self, value: T) -> bool {
        self.0 & Self::from(value).0 != 0
    }

    /// Returns the values, in the order of the enum.
    ///
    /// ```
    /// # use login_runtime::{AccessEnum, Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit, Publish }
    /// let set = PermissionSet::of([Posts::Publish, Posts::Read]);
    /// assert!(set.iter().eq([Posts::Read, Posts::Publish]));
    /// for permission in set {
    ///     println!("{}", permission.name());
    /// }
    /// ```
    pub fn iter(self) -> AccessSetIter<T> {
        AccessSetIter::over(self)
    }

    /// Makes the set of these bits; `None` when one of them stands for no value.
    ///
    /// ```
    /// # use login_runtime::{Permission, PermissionSet};
    /// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)] enum Posts { Read, Edit }
    /// let set = PermissionSet::from_bits(0b10).unwrap();
    /// assert!(set.contains(Posts::Edit));
    /// assert_eq!(PermissionSet::<Posts>::from_bits(0b100), None);
    /// ```
    #[must_use]
    pub fn from_bits(bits: u64) -> Option<Self> {
        (bits & !Self::all().0 == 0).then_some(Self(bits, PhantomData))
    }

    /// The set of what is borrowed, as it need not be `Copy`.
    pub(super) fn of_each<'a, I: Iterator<Item = &'a T>>(values: I) -> Self {
        Self(values.fold(0, |bits, value| bits | 1 << value.index()), PhantomData)
    }
}

impl<T> Clone for AccessSet<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for AccessSet<T> {}

impl<T> PartialEq for AccessSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for AccessSet<T> {}

impl<T> Hash for AccessSet<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> Default for AccessSet<T> {
    fn default() -> Self {
        Self(0, PhantomData)
    }
}

impl<T: AccessEnum> Debug for AccessSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// A name without quotes.
        struct Plain(&'static str);

        impl Debug for Plain {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
        }

        f.debug_set().entries(self.iter().map(|value| Plain(value.variant()))).finish()
    }
}

impl<T: AccessEnum> Display for AccessSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().enumerate().try_for_each(|(at, value)| {
            let separator = if at == 0 { "" } else { "," };
            write!(f, "{separator}{}", value.name())
        })
    }
}

impl<T: AccessEnum> FromStr for AccessSet<T> {
    type Err = UnknownName;

    /// Reads names with commas between them; nothing is the set of nothing.
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(|name| T::from_name(name).ok_or_else(|| UnknownName::of::<T>(name))).collect()
    }
}

impl<T: AccessEnum> From<T> for AccessSet<T> {
    fn from(value: T) -> Self {
        Self(1 << value.index(), PhantomData)
    }
}

impl<T: AccessEnum> FromIterator<T> for AccessSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut set = Self::new();
        set.extend(values);
        set
    }
}

impl<T: AccessEnum> Extend<T> for AccessSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.insert(value));
    }
}

impl<T> BitOr for AccessSet<T> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0, PhantomData)
    }
}

impl<T> BitAnd for AccessSet<T> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0, PhantomData)
    }
}

impl<T> Sub for AccessSet<T> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0, PhantomData)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use proptest::prelude::*;

    use super::*;

    /// As many as there may be: the last one is the highest bit.
    macro_rules! digits {
        ($($variant:ident)*) => {
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, login_runtime::Permission)]
            enum Digit { $($variant),* }
        };
    }

    digits! {
        D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19 D20 D21
        D22 D23 D24 D25 D26 D27 D28 D29 D30 D31 D32 D33 D34 D35 D36 D37 D38 D39 D40 D41 D42 D43
        D44 D45 D46 D47 D48 D49 D50 D51 D52 D53 D54 D55 D56 D57 D58 D59 D60 D61 D62 D63
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq, login_runtime::Permission)]
    enum Letter {
        A,
        B,
        C,
    }

    fn digits() -> impl Strategy<Value = BTreeSet<Digit>> {
        prop::collection::btree_set(prop::sample::select(Digit::ALL), 0..70)
    }

    fn set(of: &BTreeSet<Digit>) -> AccessSet<Digit> {
        of.iter().copied().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_set_is_what_a_set_of_the_standard_library_is(a in digits(), b in digits(), one in prop::sample::select(Digit::ALL)) {
            let (x, y) = (set(&a), set(&b));
            // In the same order too.
            prop_assert_eq!(x.iter().collect::<Vec<_>>(), a.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!((x | y).iter().collect::<BTreeSet<_>>(), &a | &b);
            prop_assert_eq!((x & y).iter().collect::<BTreeSet<_>>(), &a & &b);
            prop_assert_eq!((x - y).iter().collect::<BTreeSet<_>>(), &a - &b);
            prop_assert_eq!((x.len(), x.is_empty(), x.contains(one)), (a.len(), a.is_empty(), a.contains(&one)));
            prop_assert_eq!(x == y, a == b);
            let (mut with, mut without) = (x, x);
            with.extend([one]);
            without.remove(one);
            prop_assert_eq!(with, x.with(one));
            prop_assert_eq!(without, x - one.into());
            prop_assert!(with.contains(one) && !without.contains(one));
        }

        #[test]
        fn what_is_written_is_read_again(a in digits()) {
            let set = set(&a);
            prop_assert_eq!(set.to_string().parse(), Ok(set));
            prop_assert_eq!(AccessSet::from_bits(set.bits()), Some(set));
            prop_assert_eq!(format!("{set:?}"), format!("{a:?}"));
        }

        #[test]
        fn bits_that_stand_for_nothing_are_refused(bits: u64) {
            prop_assert_eq!(AccessSet::<Letter>::from_bits(bits).is_some(), bits < 8);
            prop_assert_eq!(AccessSet::<Digit>::from_bits(bits).map(AccessSet::bits), Some(bits));
        }

        #[test]
        fn no_text_is_too_much(text: String) {
            let read = text.parse::<AccessSet<Letter>>();
            prop_assert_eq!(read.is_ok(), text.split(',').all(|name| ["", "a", "b", "c"].contains(&name.trim())));
        }
    }

    #[test]
    fn a_name_that_nobody_has_is_told() {
        let error = "a, f".parse::<AccessSet<Letter>>().unwrap_err();
        assert_eq!(error.to_string(), "`f` is no value of `Letter`; the known ones are `a`, `b`, `c`");
        assert_eq!("".parse(), Ok(AccessSet::<Letter>::new()));
        assert_eq!(" c , a,".parse(), Ok(AccessSet::new().with(Letter::A).with(Letter::C)));
    }

    #[test]
    fn equal_sets_are_one_key() {
        let sets = HashSet::from([
            AccessSet::from(Letter::A),
            AccessSet::new().with(Letter::A),
            AccessSet::default(),
        ]);
        assert_eq!(sets.len(), 2);
        assert!(sets.contains(&AccessSet::new()));
    }

    #[test]
    fn all_is_all_and_the_last_bit_too() {
        assert_eq!((AccessSet::<Digit>::all().bits(), AccessSet::<Letter>::all().bits()), (u64::MAX, 7));
        assert_eq!(AccessSet::from(Digit::D63).bits(), 1 << 63);
        assert_eq!(format!("{:?}", AccessSet::<Letter>::all()), "{A, B, C}");
    }
}
