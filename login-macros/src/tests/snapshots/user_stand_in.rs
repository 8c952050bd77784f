::core::compile_error! {
    "a user is a struct with named fields, not an enum; derive `UserMixin` on such a struct"
}
#[automatically_derived]
impl ::login_runtime::__private::UserMixin for User {
    type Id = ::core::primitive::i64;
    type Requests = ::login_runtime::__private::NoRequestLoader;
    fn get_id(&self) -> &::core::primitive::i64 {
        ::core::unreachable!()
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
