//! `#[derive(UserId)]`: a tuple struct around a type that is an id.

use darling::FromMeta;
use syn::{Data, DataStruct, DeriveInput, Fields, Type};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    ir::user_id_plan::UserIdPlan,
    model::user_input::IdOptions,
    runtime_path::RuntimePath,
    syntax::helper_attributes,
};

pub(crate) fn check(input: DeriveInput, diagnostics: &mut Diagnostics) -> UserIdPlan {
    let written = helper_attributes::arguments("user", &input.attrs, diagnostics).unwrap_or_default();
    let _: Result<IdOptions, Reported> = diagnostics.absorb(IdOptions::from_list(&written));
    let inner = inner(&input, diagnostics);
    UserIdPlan { runtime: RuntimePath::among(&written), name: input.ident, generics: input.generics, inner }
}

fn inner(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Result<Type, Reported> {
    let not_generic = match &input.generics.params {
        params if params.is_empty() => Ok(()),
        params => Err(diagnostics.error(params, messages::ID_GENERIC)),
    };
    match &input.data {
        Data::Struct(DataStruct { fields: Fields::Unnamed(fields), .. }) if fields.unnamed.len() == 1 => {
            not_generic.map(|()| fields.unnamed[0].ty.clone())
        }
        _ => Err(diagnostics.error(&input.ident, messages::not_an_id(&input.ident.to_string()))),
    }
}
