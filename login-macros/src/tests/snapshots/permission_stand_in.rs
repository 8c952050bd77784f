::core::compile_error! {
    "`Permission` stands for one of several; derive it on an enum"
}
impl ::login_runtime::__private::AccessEnum for Posts
where
    Self: ::core::marker::Sized + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    const TYPE_NAME: &'static ::core::primitive::str = "";
    const ALL: &'static [Self] = &[];
    const NUMBERS: &'static [::core::primitive::i64] = &[];
    fn index(&self) -> ::core::primitive::u32 {
        ::core::unreachable!()
    }
    fn from_index(_: ::core::primitive::u32) -> ::core::option::Option<Self> {
        ::core::unreachable!()
    }
    fn variant(&self) -> &'static ::core::primitive::str {
        ::core::unreachable!()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        ::core::unreachable!()
    }
}
impl ::login_runtime::__private::AccessValues for Posts
where
    Self: ::core::marker::Sized + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    type Of = Self;
    fn access_set(&self) -> ::login_runtime::__private::AccessSet<Self> {
        ::core::unreachable!()
    }
}
impl ::login_runtime::__private::Permission for Posts
where
    Self: ::core::marker::Sized + ::core::marker::Send + ::core::marker::Sync + 'static,
{}
