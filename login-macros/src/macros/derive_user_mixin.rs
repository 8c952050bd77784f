//! `#[derive(UserMixin)]`: which field is the id, which say that the user is active, which end sessions.

mod holdings;
mod telling_names;

use darling::FromMeta;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Ident, Type, ext::IdentExt, parse_quote};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    ir::user_plan::{Activity, Loading, UserField, UserPlan},
    model::user_input::{ActiveAnswer, FieldMarks, LoaderAnswer, StructAnswers},
    runtime_path::RuntimePath,
    syntax::{helper_attributes, nearest::nearest},
};

/// A field with what was written on it.
struct Marked {
    field: UserField,
    marks: Result<FieldMarks, Reported>,
}

type Answers = Result<StructAnswers, Reported>;

pub(crate) fn check(input: DeriveInput, diagnostics: &mut Diagnostics) -> UserPlan {
    let written = helper_attributes::arguments("user", &input.attrs, diagnostics);
    let runtime = RuntimePath::among(written.as_deref().unwrap_or_default());
    let answers: Answers = written.and_then(|written| diagnostics.absorb(StructAnswers::from_list(&written)));
    let (id, fields) = match read_fields(&input, diagnostics) {
        Ok(fields) => (check_id(&fields, &input.ident, diagnostics), fields),
        Err(reported) => (Err(reported), Vec::new()),
    };
    let activity = check_activity(&fields, &answers, diagnostics);
    let stamp = check_stamp(&fields, &answers, diagnostics);
    UserPlan {
        runtime,
        asks_requests: answers
            .as_ref()
            .map_or_else(|_| may_mean_requests(&input.attrs), |answers| answers.request_loader.is_some()),
        loading: check_loading(&answers, &input.generics, diagnostics),
        name: input.ident,
        generics: input.generics,
        likely_id: likely_id(&fields),
        id,
        activity: match answers.unwrap_or_default().active {
            Some(ActiveAnswer::By(path)) => Activity::By(path),
            Some(ActiveAnswer::Always) | None => activity,
        },
        stamp,
        roles: holdings::check_roles(&fields, diagnostics),
        permissions: holdings::check_permissions(&fields, diagnostics),
    }
}

/// Whether one of the arguments that could not be read may be `request_loader`: then the loader is not reported as one that nobody
/// asks for.
fn may_mean_requests(attributes: &[Attribute]) -> bool {
    let lists = attributes.iter().filter_map(|attribute| attribute.meta.require_list().ok());
    let mut words = lists.flat_map(|list| list.tokens.clone()).map(|token| token.to_string());
    words.any(|word| nearest(&word, ["request_loader"]).is_some())
}

/// Somebody must be able to log in: by an id that is loaded, or by a request.
fn check_loading(answers: &Answers, generics: &Generics, diagnostics: &mut Diagnostics) -> Loading {
    let Ok(answers) = answers else { return Loading::Elsewhere };
    match &answers.loader {
        None if generics.params.is_empty() => Loading::Here,
        None | Some(LoaderAnswer::Elsewhere) => Loading::Elsewhere,
        Some(LoaderAnswer::None(word)) => {
            if answers.request_loader.is_none() {
                diagnostics.error(word, messages::NOBODY_LOADED);
            }
            Loading::Never
        }
    }
}

fn read_fields(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Result<Vec<Marked>, Reported> {
    let shape = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => {
                return Ok(fields
                    .named
                    .iter()
                    .filter_map(|field| Marked::read(field, diagnostics))
                    .collect());
            }
            Fields::Unnamed(_) => "a tuple struct",
            Fields::Unit => "a unit struct",
        },
        Data::Enum(_) => "an enum",
        Data::Union(_) => "a union",
    };
    Err(diagnostics.error(&input.ident, messages::not_a_user(shape)))
}

impl Marked {
    fn read(field: &syn::Field, diagnostics: &mut Diagnostics) -> Option<Self> {
        let marks = helper_attributes::arguments("user", &field.attrs, diagnostics)
            .and_then(|written| diagnostics.absorb(FieldMarks::from_list(&written)));
        let field = UserField { name: field.ident.clone()?, ty: field.ty.clone() };
        Some(Self { field, marks })
    }

    fn name(&self) -> String {
        self.field.name.unraw().to_string()
    }
}

/// The fields whose marks could be read: an error on the others must not bring a second one about what they lack.
fn readable(fields: &[Marked]) -> impl Iterator<Item = (&Marked, &FieldMarks)> {
    fields.iter().filter_map(|field| Some((field, field.marks.as_ref().ok()?)))
}

fn unread(fields: &[Marked]) -> Option<Reported> {
    fields.iter().find_map(|field| field.marks.as_ref().err().copied())
}

/// The marked field, else the one called `id`.
fn check_id(fields: &[Marked], user: &Ident, diagnostics: &mut Diagnostics) -> Result<UserField, Reported> {
    let mut marked = readable(fields).filter_map(|(field, marks)| Some((field, marks.id.as_ref()?)));
    let first = marked.next().map(|(field, _)| field);
    for (_, mark) in marked {
        diagnostics.error(mark, messages::SECOND_ID);
    }
    let id = first.or_else(|| fields.iter().find(|field| field.name() == "id"));
    let missing = || unread(fields).unwrap_or_else(|| diagnostics.error(user, messages::NO_ID));
    id.map(|id| id.field.clone()).ok_or_else(missing)
}

/// The type of the field that looks most like the id where none is one.
fn likely_id(fields: &[Marked]) -> Type {
    let likely = fields.iter().find(|field| field.name().ends_with("id")).or_else(|| fields.first());
    likely.map_or_else(|| parse_quote!(::core::primitive::i64), |likely| likely.field.ty.clone())
}

/// Every field that may switch the user off is marked, and rightly, or the struct answers for all of them.
fn check_activity(fields: &[Marked], answers: &Answers, diagnostics: &mut Diagnostics) -> Activity {
    let answered = answers.as_ref().is_ok_and(|answers| answers.active.is_some());
    let unanswered = answers.as_ref().is_ok_and(|answers| answers.active.is_none());
    let mark = readable(fields).find_map(|(_, marks)| marks.active.as_ref().or(marks.inactive.as_ref()));
    if let (true, Some(mark)) = (answered, mark) {
        diagnostics.error(mark, messages::ANSWERED_TWICE);
    }
    let answer = if mark.is_some() { "path::to::function" } else { "always" };
    let (mut active, mut inactive) = (Vec::new(), Vec::new());
    for (field, marks) in readable(fields) {
        let name = field.name();
        let called_for = telling_names::activity_mark(&name);
        match (&marks.active, &marks.inactive, called_for) {
            (Some(_), Some(second), _) => {
                diagnostics.error(second, messages::ACTIVE_AND_INACTIVE);
            }
            (Some(mark), None, Some(other @ "inactive")) | (None, Some(mark), Some(other @ "active")) => {
                diagnostics.error(mark, messages::opposite_mark(&name, other));
            }
            (Some(_), None, _) => active.push(field.field.clone()),
            (None, Some(_), _) => inactive.push(field.field.clone()),
            (None, None, Some(mark)) if unanswered => {
                diagnostics.error(&field.field.name, messages::unmarked_activity(&name, mark, answer));
            }
            (None, None, _) => {}
        }
    }
    Activity::Fields { active, inactive }
}

/// A field that should end sessions is marked, or the struct says that none does. One mark is enough: an application
/// with a `session_epoch` may well keep its sessions when it rehashes a password.
fn check_stamp(fields: &[Marked], answers: &Answers, diagnostics: &mut Diagnostics) -> Vec<UserField> {
    let marked =
        || readable(fields).filter_map(|(field, marks)| Some((field, marks.session_stamp.as_ref()?)));
    match (answers.as_ref().map(|answers| answers.session_stamp), marked().next()) {
        (Ok(Some(())), Some((_, mark))) => {
            diagnostics.error(mark, messages::ANSWERED_TWICE);
        }
        (Ok(None), None) if unread(fields).is_none() => {
            for field in fields.iter().filter(|field| telling_names::calls_for_stamp(&field.name())) {
                diagnostics.error(&field.field.name, messages::unmarked_stamp(&field.name()));
            }
        }
        _ => {}
    }
    marked().map(|(field, _)| field.field.clone()).collect()
}
