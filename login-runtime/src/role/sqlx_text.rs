//! Roles and permissions in databases: text columns, of any database that sqlx knows.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};

use super::{AccessEnum, AccessSet, UnknownName};

/// Implements sqlx's traits for an enum that asked for it: `#[role(sqlx)]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __access_enum_sqlx {
    ($ty:ty) => {
        #[automatically_derived]
        impl<DB: $crate::__private::sqlx::Database> $crate::__private::sqlx::Type<DB> for $ty
        where
            ::std::string::String: $crate::__private::sqlx::Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <::std::string::String as $crate::__private::sqlx::Type<DB>>::type_info()
            }

            fn compatible(ty: &DB::TypeInfo) -> bool {
                <::std::string::String as $crate::__private::sqlx::Type<DB>>::compatible(ty)
            }
        }

        #[automatically_derived]
        impl<'q, DB: $crate::__private::sqlx::Database> $crate::__private::sqlx::Encode<'q, DB> for $ty
        where
            ::std::string::String: $crate::__private::sqlx::Encode<'q, DB>,
        {
            fn encode_by_ref(
                &self,
                buffer: &mut <DB as $crate::__private::sqlx::Database>::ArgumentBuffer,
            ) -> ::core::result::Result<
                $crate::__private::sqlx::encode::IsNull,
                $crate::__private::sqlx::error::BoxDynError,
            > {
                $crate::__private::sqlx::Encode::<'q, DB>::encode(
                    ::std::string::String::from($crate::AccessEnum::name(self)),
                    buffer,
                )
            }
        }

        #[automatically_derived]
        impl<'r, DB: $crate::__private::sqlx::Database> $crate::__private::sqlx::Decode<'r, DB> for $ty
        where
            &'r ::core::primitive::str: $crate::__private::sqlx::Decode<'r, DB>,
        {
            fn decode(
                value: <DB as $crate::__private::sqlx::Database>::ValueRef<'r>,
            ) -> ::core::result::Result<Self, $crate::__private::sqlx::error::BoxDynError> {
                $crate::__private::decode::<Self, DB>(value)
            }
        }
    };
}

/// Reads one name.
///
/// # Errors
///
/// The database's, and one that lists the known names.
pub fn decode<'r, T: AccessEnum, DB: Database>(value: DB::ValueRef<'r>) -> Result<T, BoxDynError>
where
    &'r str: Decode<'r, DB>,
{
    let name = <&str as Decode<'r, DB>>::decode(value)?;
    T::from_name(name).ok_or_else(|| UnknownName::of::<T>(name).into())
}

impl<T: AccessEnum, DB: Database> Type<DB> for AccessSet<T>
where
    String: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        String::type_info()
    }

    fn compatible(ty: &DB::TypeInfo) -> bool {
        String::compatible(ty)
    }
}

impl<'q, T: AccessEnum, DB: Database> Encode<'q, DB> for AccessSet<T>
where
    String: Encode<'q, DB>,
{
    fn encode_by_ref(&self, buffer: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.to_string().encode(buffer)
    }
}

impl<'r, T: AccessEnum, DB: Database> Decode<'r, DB> for AccessSet<T>
where
    &'r str: Decode<'r, DB>,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(<&str as Decode<'r, DB>>::decode(value)?.parse()?)
    }
}
