async fn index(
    _: ::login_runtime::__private::Guard<
        ::login_runtime::__private::Public<
            {
                use ::login_runtime::__private::AsksByDefault as _;
                ::login_runtime::__private::Asks::<Option<CurrentUser<User>>>::ASKS
                    || ::login_runtime::__private::Asks::<Query<Page>>::ASKS
            },
        >,
        CurrentUser<User>,
    >,
    user: Option<CurrentUser<User>>,
    Query(q): Query<Page>,
) {}
