#[automatically_derived]
impl ::login_runtime::__private::AccessEnum for Posts {
    const TYPE_NAME: &'static ::core::primitive::str = "Posts";
    const ALL: &'static [Self] = &[Self::Edit, Self::MarkAsSpam, Self::r#Move];
    const NUMBERS: &'static [::core::primitive::i64] = &[
        Self::Edit as ::core::primitive::i64,
        Self::MarkAsSpam as ::core::primitive::i64,
        Self::r#Move as ::core::primitive::i64,
    ];
    fn index(&self) -> ::core::primitive::u32 {
        match self {
            Self::Edit => 0,
            Self::MarkAsSpam => 1,
            Self::r#Move => 2,
        }
    }
    fn from_index(__login_at: ::core::primitive::u32) -> ::core::option::Option<Self> {
        match __login_at {
            0 => ::core::option::Option::Some(Self::Edit),
            1 => ::core::option::Option::Some(Self::MarkAsSpam),
            2 => ::core::option::Option::Some(Self::r#Move),
            _ => ::core::option::Option::None,
        }
    }
    fn variant(&self) -> &'static ::core::primitive::str {
        match self {
            Self::Edit => "Edit",
            Self::MarkAsSpam => "MarkAsSpam",
            Self::r#Move => "Move",
        }
    }
    fn name(&self) -> &'static ::core::primitive::str {
        match self {
            Self::Edit => "edit",
            Self::MarkAsSpam => "spam",
            Self::r#Move => "move",
        }
    }
}
#[automatically_derived]
impl ::login_runtime::__private::AccessValues for Posts {
    type Of = Self;
    fn access_set(&self) -> ::login_runtime::__private::AccessSet<Self> {
        ::login_runtime::__private::AccessSet::of_bits(
            1 << ::login_runtime::__private::AccessEnum::index(self),
        )
    }
}
#[automatically_derived]
impl ::core::fmt::Display for Posts {
    fn fmt(
        &self,
        __login_formatter: &mut ::core::fmt::Formatter<'_>,
    ) -> ::core::fmt::Result {
        __login_formatter.pad(::login_runtime::__private::AccessEnum::name(self))
    }
}
#[automatically_derived]
impl ::core::str::FromStr for Posts {
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
impl ::core::convert::From<Posts> for ::core::primitive::i64 {
    fn from(__login_value: Posts) -> Self {
        __login_value as Self
    }
}
#[automatically_derived]
impl ::core::convert::TryFrom<::core::primitive::i64> for Posts {
    type Error = ::login_runtime::__private::UnknownName;
    fn try_from(
        __login_number: ::core::primitive::i64,
    ) -> ::core::result::Result<Self, ::login_runtime::__private::UnknownName> {
        ::login_runtime::__private::from_number(__login_number)
    }
}
#[automatically_derived]
impl ::login_runtime::__private::Permission for Posts {}
