async fn load_by_token(
    headers: HeaderMap,
    State(db): State<SqlitePool>,
) -> sqlx::Result<Option<User>> {
    db.find(headers).await
}
#[automatically_derived]
impl<__AnyState> ::login_runtime::__private::RequestLoader<__AnyState> for User
where
    __AnyState: ::core::marker::Send + ::core::marker::Sync + 'static,
    HeaderMap: ::login_runtime::__private::FromRequestParts<__AnyState>,
    State<SqlitePool>: ::login_runtime::__private::FromRequestParts<__AnyState>,
{
    async fn load_from_request(
        __login_parts: &mut ::login_runtime::__private::Parts,
        __login_state: &__AnyState,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        let ::core::option::Option::Some(__login_arg_1) = ::login_runtime::__private::extract_credentials::<
            HeaderMap,
            __AnyState,
        >(__login_parts, __login_state)
            .await? else {
            return ::core::result::Result::Ok(::core::option::Option::None);
        };
        let ::core::option::Option::Some(__login_arg_2) = ::login_runtime::__private::extract_credentials::<
            State<SqlitePool>,
            __AnyState,
        >(__login_parts, __login_state)
            .await? else {
            return ::core::result::Result::Ok(::core::option::Option::None);
        };
        let __login_loaded = load_by_token(__login_arg_1, __login_arg_2).await;
        <sqlx::Result<
            Option<User>,
        > as ::login_runtime::__private::LoaderOutput<User>>::into_loaded(__login_loaded)
    }
}
const _: () = ::login_runtime::__private::request_loader_declared::<User>();
