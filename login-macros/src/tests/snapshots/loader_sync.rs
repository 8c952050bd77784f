pub fn load_user(r#type: AccountId) -> Option<User> {
    None
}
#[automatically_derived]
impl<__AnyState> ::login_runtime::__private::UserLoader<__AnyState> for User
where
    __AnyState: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    async fn load(
        __login_id: AccountId,
        _: &mut ::login_runtime::__private::Parts,
        _: &__AnyState,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        let __login_loaded = load_user(__login_id);
        <Option<
            User,
        > as ::login_runtime::__private::LoaderOutput<User>>::into_loaded(__login_loaded)
    }
    fn load_at_once(
        __login_id: &AccountId,
        _: &__AnyState,
    ) -> ::core::option::Option<
        ::core::result::Result<
            ::core::option::Option<Self>,
            ::login_runtime::__private::LoaderFailure,
        >,
    > {
        let __login_loaded = load_user(::core::clone::Clone::clone(__login_id));
        ::core::option::Option::Some(
            <Option<
                User,
            > as ::login_runtime::__private::LoaderOutput<
                User,
            >>::into_loaded(__login_loaded),
        )
    }
}
#[automatically_derived]
impl ::login_runtime::__private::LoaderDeclared for User {}
