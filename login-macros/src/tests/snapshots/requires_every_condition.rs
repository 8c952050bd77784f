#[doc(hidden)]
#[allow(non_camel_case_types)]
enum __login_rule_edit {}
#[automatically_derived]
impl ::login_runtime::__private::OwnConditions for __login_rule_edit {
    const OWN: &'static [::login_runtime::__private::Rule] = &[
        ::login_runtime::__private::Rule::Atom(
            &::login_runtime::__private::OfObject::can::<
                actions::Edit,
                Loaded<Post>,
            >("Edit", "post"),
        ),
        ::login_runtime::__private::Rule::Atom(
            &::login_runtime::__private::OfObject::owner::<Loaded<Post>>("post"),
        ),
        ::login_runtime::__private::Rule::Check(
            &::login_runtime::__private::Check::new(
                "rules::is_paid",
                |__login_asked| ::login_runtime::__private::ask(
                    rules::is_paid,
                    __login_asked,
                ),
            ),
        ),
    ];
}
#[automatically_derived]
impl<
    __State: 'static + ::core::marker::Send + ::core::marker::Sync,
> ::login_runtime::__private::Loads<
    ::login_runtime::__private::UserOf<Loaded<Post>>,
    __State,
> for __login_rule_edit
where
    ::login_runtime::__private::ResourceOf<
        Loaded<Post>,
    >: ::login_runtime::__private::ResourceLoader<__State>,
{
    const LOADS: &'static [::login_runtime::__private::Load<__State>] = &[
        ::login_runtime::__private::Load::of::<Loaded<Post>>("post"),
    ];
}
#[allow(private_interfaces)]
async fn edit(
    _: ::login_runtime::__private::RuleGuard<
        ::login_runtime::__private::LoginOptional<
            ::login_runtime::__private::DenyNotFound<
                ::login_runtime::__private::InsecureCrossOrigin<
                    ::login_runtime::__private::Loading<
                        __login_rule_edit,
                        (
                            ::login_runtime::__private::Any<
                                (
                                    ::login_runtime::__private::RoleIs<
                                        AppRole,
                                        {
                                            ::login_runtime::__private::role::<
                                                AppRole,
                                            >(<AppRole>::Admin as _)
                                        },
                                    >,
                                    (
                                        ::login_runtime::__private::PermissionIs<
                                            Posts,
                                            {
                                                ::login_runtime::__private::permission::<
                                                    Posts,
                                                >(<Posts>::Edit as _)
                                            },
                                        >,
                                        ::login_runtime::__private::Not<
                                            ::login_runtime::__private::Remembered,
                                        >,
                                    ),
                                ),
                            >,
                            ::login_runtime::__private::Any<
                                (
                                    ::login_runtime::__private::Own<__login_rule_edit, 0>,
                                    ::login_runtime::__private::Own<__login_rule_edit, 1>,
                                ),
                            >,
                            ::login_runtime::__private::Own<__login_rule_edit, 2>,
                            ::login_runtime::__private::Named<
                                rules::Safe,
                                { ::login_runtime::__private::named::<rules::Safe>() },
                            >,
                            ::login_runtime::__private::FreshLoginWithin<900>,
                        ),
                    >,
                >,
            >,
        >,
    >,
    post: Loaded<Post>,
    Form(form): Form<Edit>,
) {}
