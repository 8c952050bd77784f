#[automatically_derived]
impl<T: Profile> ::login_runtime::__private::UserMixin for User<T>
where
    T: Clone,
    Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static,
{
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
