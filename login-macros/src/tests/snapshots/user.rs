#[automatically_derived]
impl ::login_runtime::__private::UserMixin for User {
    type Id = i64;
    type Requests = ::login_runtime::__private::NoRequestLoader;
    fn get_id(&self) -> &i64 {
        &self.id
    }
    fn is_active(&self) -> ::core::primitive::bool {
        true
    }
    fn session_stamp<__H: ::core::hash::Hasher>(&self, __login_stamp: &mut __H) {
        ::core::hash::Hasher::write_u64(
            __login_stamp,
            const {
                ::login_runtime::__private::number_of(
                    ::core::concat!("login-macros/", ::core::module_path!(), "::User"),
                )
            },
        );
    }
}
const _: () = ::login_runtime::__private::loader_declared::<User>();
