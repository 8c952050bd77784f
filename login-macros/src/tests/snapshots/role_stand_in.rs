::core::compile_error! {
    "roles and permissions are plain values; remove the generics"
}
::core::compile_error! {
    "`Admin` carries a value; a role or permission is a variant without fields"
}
impl<T> ::login_runtime::__private::AccessEnum for AppRole<T>
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
impl<T> ::login_runtime::__private::AccessValues for AppRole<T>
where
    Self: ::core::marker::Sized + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    type Of = Self;
    fn access_set(&self) -> ::login_runtime::__private::AccessSet<Self> {
        ::core::unreachable!()
    }
}
impl<T> ::login_runtime::__private::Role for AppRole<T>
where
    Self: ::core::marker::Sized + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    fn with_included(&self) -> ::login_runtime::__private::AccessSet<Self> {
        ::core::unreachable!()
    }
    fn granted_bits(&self, _: ::core::any::TypeId) -> ::core::primitive::u64 {
        ::core::unreachable!()
    }
}
