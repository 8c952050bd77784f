//! Roles and permissions in serde: a name, and a list of names.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AccessEnum, AccessSet, UnknownName};

/// Implements serde's traits for an enum that asked for it: `#[role(serde)]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __access_enum_serde {
    ($ty:ty) => {
        #[automatically_derived]
        impl $crate::__private::serde::Serialize for $ty {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::AccessEnum::name(self))
            }
        }

        #[automatically_derived]
        impl<'de> $crate::__private::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

/// Reads one name.
///
/// # Errors
///
/// The deserializer's, and one that lists the known names.
pub fn deserialize<'de, T: AccessEnum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Name<T>(PhantomData<T>);

    impl<T: AccessEnum> Visitor<'_> for Name<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a name of `{}`", T::TYPE_NAME)
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
            T::from_name(name).ok_or_else(|| E::custom(UnknownName::of::<T>(name)))
        }
    }

    deserializer.deserialize_str(Name(PhantomData))
}

impl<T: AccessEnum> Serialize for AccessSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|value| value.name()))
    }
}

impl<'de, T: AccessEnum> Deserialize<'de> for AccessSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names<T>(PhantomData<T>);

        impl<'de, T: AccessEnum> Visitor<'de> for Names<T> {
            type Value = AccessSet<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of names of `{}`", T::TYPE_NAME)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<AccessSet<T>, A::Error> {
                let mut set = AccessSet::new();
                while let Some(name) = names.next_element::<std::borrow::Cow<'_, str>>()? {
                    set.insert(
                        T::from_name(&name).ok_or_else(|| A::Error::custom(UnknownName::of::<T>(&name)))?,
                    );
                }
                Ok(set)
            }
        }

        deserializer.deserialize_seq(Names(PhantomData))
    }
}
