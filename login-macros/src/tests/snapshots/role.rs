#[automatically_derived]
impl ::login_runtime::__private::AccessEnum for AppRole {
    const TYPE_NAME: &'static ::core::primitive::str = "AppRole";
    const ALL: &'static [Self] = &[Self::Reader, Self::Author, Self::Admin];
    const NUMBERS: &'static [::core::primitive::i64] = &[
        Self::Reader as ::core::primitive::i64,
        Self::Author as ::core::primitive::i64,
        Self::Admin as ::core::primitive::i64,
    ];
    fn index(&self) -> ::core::primitive::u32 {
        match self {
            Self::Reader => 0,
            Self::Author => 1,
            Self::Admin => 2,
        }
    }
    fn from_index(__login_at: ::core::primitive::u32) -> ::core::option::Option<Self> {
        match __login_at {
            0 => ::core::option::Option::Some(Self::Reader),
            1 => ::core::option::Option::Some(Self::Author),
            2 => ::core::option::Option::Some(Self::Admin),
            _ => ::core::option::Option::None,
        }
    }
    fn variant(&self) -> &'static ::core::primitive::str {
        match self {
            Self::Reader => "Reader",
            Self::Author => "Author",
            Self::Admin => "Admin",
        }
    }
    fn name(&self) -> &'static ::core::primitive::str {
        match self {
            Self::Reader => "reader",
            Self::Author => "author",
            Self::Admin => "administrator",
        }
    }
}
#[automatically_derived]
impl ::login_runtime::__private::AccessValues for AppRole {
    type Of = Self;
    fn access_set(&self) -> ::login_runtime::__private::AccessSet<Self> {
        ::login_runtime::__private::AccessSet::of_bits(
            1 << ::login_runtime::__private::AccessEnum::index(self),
        )
    }
}
#[automatically_derived]
impl ::core::fmt::Display for AppRole {
    fn fmt(
        &self,
        __login_formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        __login_formatter.pad(::login_runtime::__private::AccessEnum::name(self))
    }
}
#[automatically_derived]
impl ::core::str::FromStr for AppRole {
    type Err = ::login_runtime::__private::UnknownName;
    fn from_str(
        __login_written: &::core::primitive::str,
    ) -> ::core::result::Result<Self, ::login_runtime::__private::UnknownName> {
        <Self as ::login_runtime::__private::AccessEnum>::from_name(__login_written)
            .ok_or_else(|| ::login_runtime::__private::UnknownName::of::<
                Self,
            >(__login_written))
    }
}
#[automatically_derived]
impl ::core::convert::From<AppRole> for ::core::primitive::i64 {
    fn from(__login_value: AppRole) -> Self {
        __login_value as Self
    }
}
#[automatically_derived]
impl ::core::convert::TryFrom<::core::primitive::i64> for AppRole {
    type Error = ::login_runtime::__private::UnknownName;
    fn try_from(
        __login_number: ::core::primitive::i64,
    ) -> ::core::result::Result<Self, ::login_runtime::__private::UnknownName> {
        ::login_runtime::__private::from_number(__login_number)
    }
}
#[automatically_derived]
impl ::login_runtime::__private::Role for AppRole {
    fn with_included(&self) -> ::login_runtime::__private::AccessSet<Self> {
        ::login_runtime::__private::AccessSet::of_bits(
            match self {
                Self::Reader => 1,
                Self::Author => 3,
                Self::Admin => 7,
            },
        )
    }
    fn granted_bits(
        &self,
        __login_wanted: ::core::any::TypeId,
    ) -> ::core::primitive::u64 {
        match self {
            Self::Reader => 0,
            Self::Author => {
                0 | ::login_runtime::__private::grants(__login_wanted, &[Posts::Edit])
                    | ::login_runtime::__private::grants(
                        __login_wanted,
                        &[users::Users::Ban],
                    )
            }
            Self::Admin => {
                0
                    | ::login_runtime::__private::grants(
                        __login_wanted,
                        &[Posts::Edit, Posts::Publish],
                    )
                    | ::login_runtime::__private::grants(
                        __login_wanted,
                        &[users::Users::Ban],
                    )
            }
        }
    }
}
