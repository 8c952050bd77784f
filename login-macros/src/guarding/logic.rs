//! What conditions mean together: nothing twice, nothing that is never or always true.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    model::condition::{Condition, Kind},
    syntax::types,
};

/// The runtime joins longer lists of conditions, up to this length.
const MOST_PARTS: usize = 128;

/// More different conditions than this are not tried out in every combination.
const MOST_ATOMS: usize = 12;

/// Reports lists that are empty or of one, conditions that stand twice in a list, and rules that are never or always true.
///
/// With `is_partial` some condition could not be read, so lists may be shorter than they were written.
pub(super) fn check(
    conditions: &[Condition],
    is_partial: bool,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    if conditions.is_empty() {
        return if is_partial { Ok(()) } else { Err(diagnostics.nothing(messages::REQUIRES_NOTHING)) };
    }
    let mut result =
        check_list(conditions, true, diagnostics).and(refuse_roles_in_a_row(conditions, diagnostics));
    for condition in conditions {
        condition.walk(&mut |condition| {
            let (Kind::All(parts) | Kind::Any(parts)) = &condition.kind else { return };
            let is_all = matches!(condition.kind, Kind::All(_));
            let message = match (&parts[..], is_all) {
                ([], true) => messages::EMPTY_ALL.into(),
                ([], false) => messages::EMPTY_ANY.into(),
                ([_], true) => messages::single_part("all"),
                ([_], false) => messages::single_part("any"),
                _ => {
                    result = result.and(check_list(parts, is_all, diagnostics));
                    return;
                }
            };
            result = Err(diagnostics.error(condition.key(), message));
        });
    }
    result?;
    if is_partial { Ok(()) } else { check_outcomes(conditions, diagnostics) }
}

/// Reports a second role of a type at the top, where a comma is an `and`: read as an `or`, it would let nobody in.
fn refuse_roles_in_a_row(conditions: &[Condition], diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let mut result = Ok(());
    let mut first: BTreeMap<String, &Condition> = BTreeMap::new();
    for condition in conditions {
        let Kind::Role(path) = &condition.kind else { continue };
        let role = types::path_text(path);
        let of = role.rsplit_once("::").map(|(of, _)| of.to_owned()).unwrap_or_default();
        match first.get(&of) {
            // Twice the same was told.
            Some(other) if other.text == condition.text => {}
            Some(other) => {
                let message = messages::roles_in_a_row(&other.text, &condition.text);
                result = Err(diagnostics.error(&condition.written, message));
            }
            None => {
                first.insert(of, condition);
            }
        }
    }
    result
}

/// Reports what stands twice in a list, and beside its opposite.
fn check_list(parts: &[Condition], is_all: bool, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let mut result = Ok(());
    if let Some(last) = parts.get(MOST_PARTS) {
        result =
            Err(diagnostics.error(&last.written, messages::too_many_conditions(parts.len(), MOST_PARTS)));
    }
    let mut first: BTreeMap<&str, &Condition> = BTreeMap::new();
    for part in parts {
        let text = &part.text;
        if let Some(first) = first.get(text.as_str()) {
            diagnostics.error(&part.written, messages::duplicate_condition(text));
            result = Err(diagnostics.error(&first.written, messages::DUPLICATE_PLACE));
            continue;
        }
        let opposite = match &part.kind {
            Kind::Not(inner) => inner.text.clone(),
            _ => format!("not({text})"),
        };
        if first.contains_key(opposite.as_str()) {
            let plain = if let Kind::Not(inner) = &part.kind { &inner.text } else { text };
            let message = if is_all { messages::contradiction(plain) } else { messages::tautology(plain) };
            result = Err(diagnostics.error(&part.written, message));
        }
        first.insert(text, part);
    }
    result
}

/// Tries every combination of answers: a rule that is always or never true was not meant.
fn check_outcomes(conditions: &[Condition], diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    let mut atoms = BTreeMap::new();
    for condition in conditions {
        condition.walk(&mut |condition| {
            let next = atoms.len();
            match condition.kind {
                Kind::All(_) | Kind::Any(_) | Kind::Not(_) | Kind::Unchecked(_) => {}
                _ => {
                    atoms.entry(condition.text.as_str()).or_insert(next);
                }
            }
        });
    }
    // A rule that only loads is about nothing else.
    if atoms.is_empty() || atoms.len() > MOST_ATOMS {
        return Ok(());
    }
    let outcome = |answers: u32| conditions.iter().all(|condition| holds(condition, &atoms, answers));
    let every = 0..1 << atoms.len();
    let (yes, no) = (every.clone().any(outcome), !every.clone().all(outcome));
    // One caret from the first condition to the last.
    let all =
        || conditions.iter().map(|condition| condition.written.to_token_stream()).collect::<TokenStream>();
    match (yes, no) {
        (false, _) => Err(diagnostics.error(all(), messages::NEVER_TRUE)),
        (_, false) => Err(diagnostics.error(all(), messages::ALWAYS_TRUE)),
        _ => Ok(()),
    }
}

fn holds(condition: &Condition, atoms: &BTreeMap<&str, usize>, answers: u32) -> bool {
    match &condition.kind {
        Kind::All(parts) => parts.iter().all(|part| holds(part, atoms, answers)),
        Kind::Any(parts) => parts.iter().any(|part| holds(part, atoms, answers)),
        Kind::Not(part) => !holds(part, atoms, answers),
        _ => atoms.get(condition.text.as_str()).is_none_or(|at| answers >> at & 1 == 1),
    }
}
