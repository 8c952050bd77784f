#[allow(private_interfaces)]
async fn admin(
    _: ::login_runtime::__private::RuleGuard<
        ::login_runtime::__private::RoleIs<
            AppRole,
            { ::login_runtime::__private::role::<AppRole>(<AppRole>::Admin as _) },
        >,
    >,
) {}
