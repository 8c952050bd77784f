#[automatically_derived]
impl ::login_runtime::__private::UserMixin for User {
    type Id = AccountId;
    type Requests = ::login_runtime::__private::NoRequestLoader;
    fn get_id(&self) -> &AccountId {
        &self.r#type
    }
    fn is_active(&self) -> ::core::primitive::bool {
        if <bool as ::login_runtime::__private::Flag>::is_set(&self.banned) {
            return false;
        }
        <bool as ::login_runtime::__private::Flag>::is_set(&self.enabled)
            && <bool as ::login_runtime::__private::Flag>::is_set(&self.confirmed)
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
        ::core::hash::Hash::hash(&self.password_hash, __login_stamp);
        ::core::hash::Hash::hash(&self.session_epoch, __login_stamp);
    }
}
const _: () = ::login_runtime::__private::loader_declared::<User>();
