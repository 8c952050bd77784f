#[automatically_derived]
impl ::login_runtime::__private::UserId for AccountId {
    fn encode(&self, __login_out: &mut ::login_runtime::__private::IdBuffer) {
        <uuid::Uuid as ::login_runtime::__private::UserId>::encode(&self.0, __login_out)
    }
    fn decode(__login_bytes: &[::core::primitive::u8]) -> ::core::option::Option<Self> {
        ::core::option::Option::map(
            <uuid::Uuid as ::login_runtime::__private::UserId>::decode(__login_bytes),
            Self,
        )
    }
}
