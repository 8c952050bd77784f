#[automatically_derived]
impl ::renamed::__private::UserMixin for User {
    type Id = i64;
    type Requests = ::renamed::__private::NoRequestLoader;
    fn get_id(&self) -> &i64 {
        &self.id
    }
    fn is_active(&self) -> ::core::primitive::bool {
        Self::may_come_in(self)
    }
    fn session_stamp<__H: ::core::hash::Hasher>(&self, __login_stamp: &mut __H) {
        ::core::hash::Hasher::write_u64(
            __login_stamp,
            const {
                ::renamed::__private::number_of(
                    ::core::concat!("login-macros/", ::core::module_path!(), "::User"),
                )
            },
        );
    }
}
