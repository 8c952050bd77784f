async fn load_user(
    id: i64,
    State(db): State<SqlitePool>,
    ip: ClientIp,
) -> sqlx::Result<Option<User>> {
    db.find(id).await
}
#[automatically_derived]
impl<__AnyState> ::login_runtime::__private::UserLoader<__AnyState> for User
where
    __AnyState: ::core::marker::Send + ::core::marker::Sync + 'static,
    State<SqlitePool>: ::login_runtime::__private::FromRequestParts<__AnyState>,
    ClientIp: ::login_runtime::__private::FromRequestParts<__AnyState>,
{
    async fn load(
        __login_id: i64,
        __login_parts: &mut ::login_runtime::__private::Parts,
        __login_state: &__AnyState,
    ) -> ::core::result::Result<
        ::core::option::Option<Self>,
        ::login_runtime::__private::LoaderFailure,
    > {
        let __login_arg_1 = ::login_runtime::__private::extract::<
            State<SqlitePool>,
            __AnyState,
        >(__login_parts, __login_state)
            .await?;
        let __login_arg_2 = ::login_runtime::__private::extract::<
            ClientIp,
            __AnyState,
        >(__login_parts, __login_state)
            .await?;
        let __login_loaded = load_user(__login_id, __login_arg_1, __login_arg_2).await;
        <sqlx::Result<
            Option<User>,
        > as ::login_runtime::__private::LoaderOutput<User>>::into_loaded(__login_loaded)
    }
}
#[automatically_derived]
impl ::login_runtime::__private::LoaderDeclared for User {}
