#[automatically_derived]
impl<T: Team> ::login_runtime::__private::UserMixin for User<T>
where
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
    fn role_bits(
        &self,
        __login_wanted: ::core::any::TypeId,
    ) -> ::core::option::Option<::core::primitive::u64> {
        ::core::option::Option::None
            .or_else(|| {
                ::login_runtime::__private::roles_in::<AppRole, AppRole>()
                    .bits(__login_wanted, &self.role)
            })
            .or_else(|| {
                ::login_runtime::__private::roles_in::<Vec<T>, T>()
                    .bits(__login_wanted, &self.teams)
            })
    }
    fn permission_bits(
        &self,
        __login_wanted: ::core::any::TypeId,
    ) -> ::core::option::Option<::core::primitive::u64> {
        ::core::option::Option::Some(
            0
                | ::login_runtime::__private::roles_in::<AppRole, AppRole>()
                    .granted(__login_wanted, &self.role)
                | ::login_runtime::__private::roles_in::<Vec<T>, T>()
                    .granted(__login_wanted, &self.teams)
                | ::login_runtime::__private::permissions_in::<PermissionSet<Posts>>()
                    .bits(__login_wanted, &self.posts),
        )
    }
    fn grantable_bits(__login_wanted: ::core::any::TypeId) -> ::core::primitive::u64 {
        0
            | ::login_runtime::__private::roles_in::<AppRole, AppRole>()
                .grantable(__login_wanted)
            | ::login_runtime::__private::roles_in::<Vec<T>, T>()
                .grantable(__login_wanted)
            | ::login_runtime::__private::permissions_in::<PermissionSet<Posts>>()
                .grantable(__login_wanted)
    }
}
#[automatically_derived]
impl<T: Team> ::login_runtime::__private::HasRole<AppRole> for User<T>
where
    Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    fn role_set(&self) -> ::login_runtime::__private::AccessSet<AppRole> {
        ::login_runtime::__private::roles_in::<AppRole, AppRole>().set(&self.role)
    }
}
#[automatically_derived]
impl<T: Team> ::login_runtime::__private::HasRole<T> for User<T>
where
    Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static,
{
    fn role_set(&self) -> ::login_runtime::__private::AccessSet<T> {
        ::login_runtime::__private::roles_in::<Vec<T>, T>().set(&self.teams)
    }
}
#[automatically_derived]
impl<T: Team> ::login_runtime::__private::HasPermissions for User<T>
where
    Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static,
{}
