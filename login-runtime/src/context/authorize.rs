//! Asking the rules of a route, in the order that costs least: who is there, what is known of them, the application's
//! functions, and last the objects.

use std::any::{Any, TypeId};
use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::response::Response;

use super::refuse::denial_of;
use super::{LoginContext, Unavailable};
use crate::events::Event;
use crate::policy::{Decision, Load, Object};
use crate::refusal::{Answer, Client};
use crate::rule::{
    AccessRule, AnyUser, Asked, Check, CheckRequest, Denial, Facts, Truth, decide, pending_check,
};
use crate::user::UserMixin;

/// What the rules of a route have loaded for its handler, as a request extension.
#[derive(Clone)]
pub(crate) struct Objects {
    loaded: Vec<Object>,
    denial: Denial,
    /// Which extractor took which object: each takes the next one of its type, as arguments are extracted in order.
    taken: Vec<(TypeId, usize)>,
}

impl Objects {
    /// The next `R` that an extractor of type `E` has not had yet.
    pub(crate) fn take<R: Any + Send + Sync, E: 'static>(&mut self) -> Option<Arc<R>> {
        let extractor = TypeId::of::<E>();
        let mut fitting = self.loaded.iter().enumerate();
        let (at, object) = fitting.find_map(|(at, object)| {
            let is_taken = self.taken.contains(&(extractor, at));
            (!is_taken)
                .then(|| Arc::clone(&object.object).downcast().ok())
                .flatten()
                .map(|object| (at, object))
        })?;
        self.taken.push((extractor, at));
        Some(object)
    }
}

impl<U: UserMixin> LoginContext<U> {
    /// Lets the request through or answers it, by rules without objects.
    pub(crate) async fn authorize(&self, rules: &[AccessRule], parts: &mut Parts) -> Result<(), Response> {
        if rules.iter().all(AccessRule::is_public) {
            return Ok(());
        }
        self.find_out(parts).await?;
        match self.decide(rules, parts, None, &mut Vec::new()).await {
            Decision::Allow => Ok(()),
            decision => Err(self.refuse(rules, decision, parts)),
        }
    }

    /// The same with objects, which are loaded only if the request could still be let through.
    pub(crate) async fn authorize_objects<S: Send + Sync + 'static>(
        &self,
        rules: &[AccessRule],
        loads: &[Load<S>],
        parts: &mut Parts,
        state: &S,
    ) -> Result<(), Response> {
        self.find_out(parts).await?;
        let mut checked = Vec::new();
        match self.decide(rules, parts, None, &mut checked).await {
            // What is about the objects is not known yet.
            Decision::Allow | Decision::Unavailable => {}
            decision => return Err(self.refuse(rules, decision, parts)),
        }
        let denial = denial_of(rules);
        let mut loaded = Vec::with_capacity(loads.len());
        for load in loads {
            loaded.push(self.load(load, parts, state).await?);
        }
        match (self.decide(rules, parts, Some(&loaded), &mut checked).await, denial) {
            (Decision::Allow, denial) => {
                parts.extensions.insert(Objects { loaded, denial, taken: Vec::new() });
                Ok(())
            }
            // A challenge would tell that there is such an object.
            (Decision::Challenge(_), Denial::NotFound) => Err(self.deny(denial, parts)),
            (decision, _) => Err(self.refuse(rules, decision, parts)),
        }
    }

    /// Answers a request whose policy does not permit what its handler asks for beyond the rule.
    pub(crate) fn refuse_object(&self, decision: Decision, parts: &Parts) -> Response {
        let denial = parts.extensions.get().map_or(Denial::Forbidden, |objects: &Objects| objects.denial);
        match decision {
            Decision::Challenge(_) if denial == Denial::NotFound => self.deny(denial, parts),
            Decision::Deny | Decision::Allow => self.deny(denial, parts),
            Decision::Challenge(_) | Decision::Unavailable => self.refuse(&[], decision, parts),
        }
    }

    async fn load<S: Send + Sync + 'static>(
        &self,
        load: &Load<S>,
        parts: &mut Parts,
        state: &S,
    ) -> Result<Object, Response> {
        let Some(id) = path_id(load.argument(), parts).await else {
            Event::NothingLoaded { wanted: load.argument() }.emit();
            return Err(Answer::MISCONFIGURED.to(Client::of(&parts.headers)));
        };
        match load.load(&id, parts, state).await {
            Ok(Some(object)) => Ok(object),
            Ok(None) => Err(self.deny(Denial::NotFound, parts)),
            Err(error) => {
                Event::ResourceFailed { error: &error }.emit();
                Err(Answer::UNAVAILABLE.to(Client::of(&parts.headers)))
            }
        }
    }

    async fn find_out(&self, parts: &mut Parts) -> Result<(), Response> {
        let found = self.resolve(parts).await;
        found.map_err(|Unavailable| Answer::UNAVAILABLE.to(Client::of(&parts.headers)))
    }

    /// Decides, asking the application's functions one by one and only while their answers matter.
    async fn decide(
        &self,
        rules: &[AccessRule],
        parts: &Parts,
        objects: Option<&[Object]>,
        checked: &mut Vec<(&'static Check, Truth)>,
    ) -> Decision {
        let (person, now) = self.person_now();
        let user = person.as_ref().map(|person| &person.user as &dyn AnyUser);
        loop {
            let facts = Facts {
                user,
                proved_ago: person.as_ref().and_then(|person| person.proved_ago(now)),
                is_remembered: person.as_ref().is_some_and(|person| person.ticket.is_remembered),
                checked,
                objects,
                ..Facts::guest(self.settings().fresh_for)
            };
            let (Some(check), Some(user)) = (pending_check(rules, &facts), user) else {
                return decide(rules, &facts);
            };
            let request = CheckRequest { parts, state: self.bound().state() };
            checked.push((check, check.run(Asked { user, request }).await));
        }
    }
}

/// The names of the path parameters that hold the id of an argument, best first: for `post` these are `{post}`,
/// `{post_id}` and `{id}`.
pub(crate) fn path_names(argument: &str) -> [String; 3] {
    [argument.to_owned(), format!("{argument}_id"), "id".to_owned()]
}

async fn path_id(argument: &str, parts: &mut Parts) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    path_names(argument)
        .iter()
        .find_map(|name| params.iter().find(|(param, _)| param == name).map(|(_, value)| value.to_owned()))
}
