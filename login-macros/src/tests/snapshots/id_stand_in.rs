::core::compile_error! {
    "an id cannot be generic; write the concrete type"
}
#[automatically_derived]
impl<T> ::renamed::__private::UserId for Id<T>
where
    Self: ::core::clone::Clone + ::core::cmp::Eq + ::core::fmt::Debug
        + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    fn encode(&self, __login_out: &mut ::renamed::__private::IdBuffer) {
        ::core::unreachable!()
    }
    fn decode(__login_bytes: &[::core::primitive::u8]) -> ::core::option::Option<Self> {
        ::core::unreachable!()
    }
}
