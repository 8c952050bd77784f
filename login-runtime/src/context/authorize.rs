//! Asking the rules of a route, in the order that costs least: who is there, what is known of them, the application's
//! functions, and last the objects.

use std::any::{Any, TypeId};
use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::response::Response;

use super::admit::is_exempt;
use super::{LoginContext, Person};
use crate::clock::Timestamp;
use crate::events::Event;
use crate::manager::Settings;
use crate::policy::{AnyObject, Decision, Load, Object};
use crate::refusal::{Answer, Refusal};
use crate::rule::{AccessRule, Asked, Check, CheckRequest, Denial, Facts, decide, pending_check};
use crate::user::UserMixin;

/// What the rules of a route have loaded for its handler, as a request extension.
#[derive(Clone)]
pub(crate) struct Objects {
    loaded: Vec<ForArgument>,
    denial: Denial,
}

/// An object for one argument of the handler.
#[derive(Clone)]
struct ForArgument {
    extractor: TypeId,
    object: AnyObject,
    is_taken: bool,
}

impl Objects {
    /// The `R` for the next argument of type `E`: extractors do not know their argument's name, and run in order.
    ///
    /// `None` where it is not certain which: an argument must not get what another one was asked about.
    pub(crate) fn take<R: Any + Send + Sync, E: 'static>(&mut self) -> Option<Arc<R>> {
        let is_for_it = |loaded: &&mut ForArgument| loaded.extractor == TypeId::of::<E>() && !loaded.is_taken;
        if let Some(loaded) = self.loaded.iter_mut().find(is_for_it) {
            loaded.is_taken = true;
            return Arc::clone(&loaded.object).downcast().ok();
        }
        // A permit that no condition names can only be about the one object there is.
        let mut fitting = self.loaded.iter().filter_map(|loaded| Arc::clone(&loaded.object).downcast().ok());
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only)
    }
}

/// What the rules say once it is known who is there.
pub(super) enum Verdict {
    /// Yes.
    Go,
    /// Functions of the application's or objects have to be asked about.
    Ask,
    /// No, or not without a challenge.
    Refuse(Decision),
    /// Nobody can tell who is there.
    Unavailable,
}

impl Verdict {
    /// What can be said without asking anybody; `None`: it is not known who is there.
    pub(super) fn of(rules: &[AccessRule], facts: Option<&Facts<'_>>) -> Self {
        if rules.iter().all(AccessRule::is_public) {
            return Self::Go;
        }
        match facts.map(|facts| decide(rules, facts)) {
            None => Self::Unavailable,
            Some(Decision::Allow) => Self::Go,
            // What is about functions and objects is not known yet.
            Some(Decision::Unavailable) => Self::Ask,
            Some(decision) => Self::Refuse(decision),
        }
    }
}

/// What is known of a person.
pub(super) fn facts<'a, U: UserMixin>(
    settings: &Settings,
    person: Option<&'a Person<U>>,
    now: Timestamp,
) -> Facts<'a> {
    let guest = Facts::guest(settings.fresh_for);
    match person {
        Some(person) => Facts {
            user: Some(&person.user),
            proved_ago: person.proved_ago(now),
            is_remembered: person.is_remembered(),
            ..guest
        },
        None => guest,
    }
}

impl<U: UserMixin> LoginContext<U> {
    /// Lets the request through or answers it, by rules without objects.
    pub(crate) async fn authorize(&self, rules: &[AccessRule], parts: &mut Parts) -> Result<(), Response> {
        if is_exempt(self.settings(), &parts.method, &parts.headers) {
            return Ok(());
        }
        if !rules.iter().all(AccessRule::is_public) {
            // The failure was told; it is answered below.
            let _ = self.access(parts).await;
        }
        let verdict = {
            let (person, now) = self.present();
            let facts = self.found().map(|_| facts(self.settings(), person.as_deref(), now));
            Verdict::of(rules, facts.as_ref())
        };
        match verdict {
            Verdict::Go => Ok(()),
            Verdict::Ask => self.ask(rules, &[], parts, &()).await,
            verdict => Err(self.refusal(rules, &verdict, parts)),
        }
    }

    /// The answer to a request that the verdict does not let through.
    #[cold]
    pub(super) fn refusal(&self, rules: &[AccessRule], verdict: &Verdict, parts: &Parts) -> Response {
        match verdict {
            Verdict::Refuse(decision) => self.refuse(rules, *decision, parts),
            Verdict::Go | Verdict::Ask | Verdict::Unavailable => self.unavailable(parts),
        }
    }

    /// Asks the application's functions, then loads the objects, as long as the request could still be let through.
    pub(super) async fn ask<S: Send + Sync + 'static>(
        &self,
        rules: &[AccessRule],
        loads: &[Load<S>],
        parts: &mut Parts,
        state: &S,
    ) -> Result<(), Response> {
        let mut asked = Findings::default();
        let decision = self.decide(rules, parts, &mut asked).await;
        let is_open = matches!(decision, Decision::Allow | Decision::Unavailable);
        if loads.is_empty() || !is_open {
            return match decision {
                Decision::Allow => Ok(()),
                decision => Err(self.refuse(rules, decision, parts)),
            };
        }
        let mut loaded = Vec::with_capacity(loads.len());
        for load in loads {
            loaded.push(self.load(load, parts, state).await?);
        }
        asked.loaded = Some(loaded);
        let denial = Denial::of(rules);
        match denial.of_found(self.decide(rules, parts, &mut asked).await) {
            Decision::Allow => {
                let loaded = loads.iter().zip(asked.loaded.unwrap_or_default());
                let for_argument = |(load, Object { object, .. }): (&Load<S>, _)| ForArgument {
                    extractor: load.extractor(),
                    object,
                    is_taken: false,
                };
                parts.extensions.insert(Objects { loaded: loaded.map(for_argument).collect(), denial });
                Ok(())
            }
            decision => Err(self.refuse(rules, decision, parts)),
        }
    }

    /// Answers a request whose policy does not permit what its handler asks for beyond the rule.
    pub(crate) fn refuse_object(&self, decision: Decision, parts: &Parts) -> Response {
        let denial = parts.extensions.get().map_or(Denial::Forbidden, |objects: &Objects| objects.denial);
        match denial.of_found(decision) {
            Decision::Deny | Decision::Allow => self.deny(denial, parts),
            decision @ (Decision::Challenge(_) | Decision::Unavailable) => self.refuse(&[], decision, parts),
        }
    }

    async fn load<S: Send + Sync + 'static>(
        &self,
        load: &Load<S>,
        parts: &mut Parts,
        state: &S,
    ) -> Result<Object, Response> {
        let id = match path_id(load.argument(), parts).await {
            PathId::Found(id) => id,
            // No id that anything could have.
            PathId::NoText => return Err(self.deny(Denial::NotFound, parts)),
            PathId::Absent => {
                Event::NothingLoaded { wanted: load.argument() }.emit();
                return Err(self.answer(Refusal::new(parts, Answer::MISCONFIGURED), None));
            }
        };
        match load.load(&id, parts, state).await {
            Ok(Some(object)) => Ok(object),
            Ok(None) => Err(self.deny(Denial::NotFound, parts)),
            Err(error) => {
                Event::ResourceFailed { error: &error }.emit();
                Err(self.unavailable(parts))
            }
        }
    }

    /// Decides, asking the application's functions one by one and only while their answers matter.
    async fn decide(&self, rules: &[AccessRule], parts: &Parts, found: &mut Findings) -> Decision {
        let (person, now) = self.present();
        loop {
            let next = {
                let facts = found.add_to(&facts(self.settings(), person.as_deref(), now));
                match decide(rules, &facts) {
                    Decision::Unavailable => pending_check(rules, &facts).ok_or(Decision::Unavailable),
                    decision => Err(decision),
                }
            };
            let (check, person) = match (next, &person) {
                (Ok(check), Some(person)) => (check, person),
                // Nobody is asked about a guest.
                (Ok(_), None) => return Decision::Unavailable,
                (Err(decision), _) => return decision,
            };
            let request = CheckRequest { parts, state: self.bound().state() };
            found.checked.push((check, check.run(Asked { user: &person.user, request }).await));
        }
    }
}

/// What was asked about a request beside who is there.
#[derive(Default)]
struct Findings {
    checked: Vec<(&'static Check, Decision)>,
    /// `None`: nothing has been loaded yet.
    loaded: Option<Vec<Object>>,
}

impl Findings {
    fn add_to<'a>(&'a self, facts: &Facts<'a>) -> Facts<'a> {
        Facts { checked: &self.checked, objects: self.loaded.as_deref(), ..facts.clone() }
    }
}

/// The names of the path parameters that hold the id of an argument, best first: for `post` these are `{post}`,
/// `{post_id}`, and `{id}` if it is the last one. Before others it is the id of what those are in.
pub(crate) fn path_names(argument: &str, last: Option<&str>) -> Vec<String> {
    let mut names = vec![argument.to_owned(), format!("{argument}_id")];
    names.extend(last.filter(|last| *last == "id").map(str::to_owned));
    names
}

/// The id of an argument in the path.
enum PathId {
    Found(String),
    /// Some parameter of the path is not UTF-8.
    NoText,
    /// The path has no such parameter, which the router checks when it is built.
    Absent,
}

async fn path_id(argument: &str, parts: &mut Parts) -> PathId {
    match RawPathParams::from_request_parts(parts, &()).await {
        Ok(params) => {
            // Nested routers may give a path one name twice: the first is of what the other one is in.
            let value = |name: &String| params.iter().filter(|(param, _)| param == name).last();
            let last = params.iter().last().map(|(param, _)| param);
            let id = path_names(argument, last).iter().find_map(value).map(|(_, id)| id.to_owned());
            id.map_or(PathId::Absent, PathId::Found)
        }
        Err(RawPathParamsRejection::InvalidUtf8InPathParam(_)) => PathId::NoText,
        Err(_) => PathId::Absent,
    }
}
