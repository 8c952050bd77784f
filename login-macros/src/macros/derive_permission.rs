//! `#[derive(Permission)]`: an enum of permissions.

use syn::DeriveInput;

use crate::{
    diagnostics::Diagnostics,
    enumerating::{self, Of},
    ir::access_enum_plan::AccessEnumPlan,
};

pub(crate) fn check(input: DeriveInput, diagnostics: &mut Diagnostics) -> AccessEnumPlan {
    enumerating::check(Of::Permissions, input, diagnostics)
}
