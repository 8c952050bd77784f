#[doc(hidden)]
#[allow(non_camel_case_types)]
pub enum __login_rule_Pages_edit {}
#[automatically_derived]
impl ::login_runtime::__private::OwnConditions for __login_rule_Pages_edit {
    const OWN: &'static [::login_runtime::__private::Rule] = &[
        ::login_runtime::__private::Rule::Atom(
            &::login_runtime::__private::OfObject::owner::<Loaded<Post>>("post"),
        ),
    ];
}
#[automatically_derived]
impl<
    __State: 'static + ::core::marker::Send + ::core::marker::Sync,
> ::login_runtime::__private::Loads<
    ::login_runtime::__private::UserOf<Loaded<Post>>,
    __State,
> for __login_rule_Pages_edit
where
    ::login_runtime::__private::ResourceOf<
        Loaded<Post>,
    >: ::login_runtime::__private::ResourceLoader<__State>,
{
    const LOADS: &'static [::login_runtime::__private::Load<__State>] = &[
        ::login_runtime::__private::Load::of::<Loaded<Post>>("post"),
    ];
}
impl Pages {
    #[allow(clippy::unused_async)]
    pub async fn list(
        _: ::login_runtime::__private::RuleGuard<
            ::login_runtime::__private::FreshLoginWithin<600>,
        >,
        State(db): State<Db>,
    ) {}
    #[allow(clippy::unused_async)]
    pub async fn edit(
        _: ::login_runtime::__private::RuleGuard<
            ::login_runtime::__private::Loading<
                __login_rule_Pages_edit,
                (
                    ::login_runtime::__private::FreshLoginWithin<600>,
                    ::login_runtime::__private::Own<__login_rule_Pages_edit, 0>,
                ),
            >,
        >,
        post: Loaded<Post>,
    ) {}
    fn helper(&self) {}
    pub async fn later(&self) {}
}
