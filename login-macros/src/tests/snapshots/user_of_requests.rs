#[automatically_derived]
impl<T: Profile> ::login_runtime::__private::UserMixin for User<T>
where
    Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    type Id = i64;
    type Requests = ::login_runtime::__private::FromRequests;
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
#[automatically_derived]
impl<
    T: Profile,
    __AnyState: ::core::marker::Send + ::core::marker::Sync + 'static,
> ::login_runtime::__private::UserLoader<__AnyState> for User<T>
where
    Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    async fn load(
        _: <Self as ::login_runtime::__private::UserMixin>::Id,
        _: &mut ::login_runtime::__private::Parts,
        _: &__AnyState,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        ::core::result::Result::Ok(::core::option::Option::None)
    }
}
