//! Refusing a request, in the way its client understands.

use axum::http::request::Parts;
use axum::response::Response;

use super::LoginContext;
use super::issue;
use crate::events::{Event, LoginEvent};
use crate::manager::{Message, RefusalHandler};
use crate::next::SafeNext;
use crate::policy::{self, Decision};
use crate::refusal::{Answer, Client, Refusal, SentToView, original_uri, send_to, view_url};
use crate::rule::{AccessRule, Audience, Denial};
use crate::session::RequestHead;
use crate::ticket::{FlashTicket, NextTicket};
use crate::user::UserMixin;

/// What the manager says of one kind of challenge.
struct Challenge<'a> {
    /// For a client that is not sent to a page.
    answer: Answer,
    view: Option<&'a SafeNext>,
    message: Option<&'a Message>,
    handler: Option<&'a RefusalHandler>,
}

impl<U: UserMixin> LoginContext<U> {
    /// Answers a request that its rules do not let through.
    pub(super) fn refuse(&self, rules: &[AccessRule], decision: Decision, parts: &Parts) -> Response {
        let (settings, views) = (self.settings(), self.bound().views());
        let path = original_uri(parts).path();
        let response = match decision {
            Decision::Challenge(challenge) => {
                let challenge = match challenge {
                    policy::Challenge::Fresh => {
                        self.tell_of(parts, |user, path| LoginEvent::NeedsRefresh { user, path });
                        Challenge {
                            answer: Answer::FRESH_LOGIN_REQUIRED,
                            view: self.bound().refresh_view().unwrap_or_else(|view| {
                                Event::RefreshViewIsForGuests { path, view }.emit();
                                None
                            }),
                            message: settings.refresh_message.as_ref(),
                            handler: settings.needs_refresh_handler.as_ref(),
                        }
                    }
                    policy::Challenge::Login => {
                        self.tell(parts, LoginEvent::Unauthorized { path });
                        Challenge {
                            answer: Answer::LOGIN_REQUIRED,
                            view: views.login.as_ref(),
                            message: settings.login_message.as_ref(),
                            handler: settings.unauthorized_handler.as_ref(),
                        }
                    }
                };
                self.challenge(parts, &challenge)
            }
            Decision::Unavailable => {
                Event::RuleUndecided { path }.emit();
                self.unavailable(parts)
            }
            // A guest is denied a page for guests only where another rule asks for a login, and home is no better.
            Decision::Deny
                if self.present().0.is_some()
                    && rules.iter().any(|rule| rule.audience == Audience::Guests) =>
            {
                let response = self.send_home(parts);
                #[cfg(feature = "testing")]
                let response = super::probe::noted(response, super::Noted::Home);
                response
            }
            Decision::Deny | Decision::Allow => self.deny(Denial::of(rules), parts),
        };
        #[cfg(feature = "testing")]
        let response = super::probe::noted(response, super::Noted::Refused(decision));
        response
    }

    /// Answers a guest whom no rule kept out, where there must be a user.
    pub(crate) fn refuse_guest(&self, parts: &Parts) -> Response {
        self.refuse(&[], Decision::Challenge(policy::Challenge::Login), parts)
    }

    /// Answers 403 or 404. Nothing of it depends on why.
    pub(super) fn deny(&self, denial: Denial, parts: &Parts) -> Response {
        self.tell_of(parts, |user, path| LoginEvent::Denied { user, path });
        let answer = match denial {
            Denial::Forbidden => Answer::FORBIDDEN,
            Denial::NotFound => Answer::NOT_FOUND,
        };
        let response = self.answer(Refusal::new(parts, answer), self.settings().denied_handler.as_ref());
        #[cfg(feature = "testing")]
        let response = super::probe::noted(response, super::Noted::Denied(denial));
        response
    }

    /// Answers a request of which nobody can tell who sent it, or whether they may.
    pub(crate) fn unavailable(&self, parts: &Parts) -> Response {
        self.answer(Refusal::new(parts, Answer::UNAVAILABLE), None)
    }

    /// Answers somebody who is sent nowhere: by the router's own handler, else by the one for the case, else by the manager's for all
    /// cases, else as we do.
    pub(super) fn answer(&self, refusal: Refusal<'_>, for_the_case: Option<&RefusalHandler>) -> Response {
        let own = self.bound().views().refusal_handler.as_ref();
        match own.or(for_the_case).or(self.settings().refusal_handler.as_ref()) {
            Some(handler) => refusal.with_challenge(handler(refusal)),
            None => refusal.default_response(),
        }
    }

    /// Tells what happened to whoever is there, and at which path.
    fn tell_of(
        &self,
        parts: &Parts,
        event: impl for<'a> FnOnce(Option<&'a U>, &'a str) -> LoginEvent<'a, U>,
    ) {
        let (person, _) = self.present();
        let user = person.as_deref().map(|person| &person.user);
        self.tell(parts, event(user, original_uri(parts).path()));
    }

    fn tell(&self, parts: &Parts, event: LoginEvent<'_, U>) {
        self.bound().tell(event, || self.bound().client(&RequestHead::of(parts)));
    }

    fn send_home(&self, parts: &Parts) -> Response {
        let settings = self.settings();
        let refusal = Refusal::new(parts, Answer::GUEST_ONLY);
        match refusal.client() {
            Client::Api => self.answer(refusal, None),
            client => {
                // Two tabs were sent to the log-in page, and the other one was quicker.
                let here = original_uri(parts).path();
                settings.confirm_pages.note_sends_back(here);
                let next = SafeNext::from_query(parts.uri.query())
                    .filter(|next| self.bound().is_destination(next) && next.path() != here);
                let home = next.as_ref().unwrap_or(&settings.home_view);
                if is_here(home, parts) {
                    return self.answer(refusal, None);
                }
                send_to(client, home.as_str())
            }
        }
    }

    fn challenge(&self, parts: &Parts, challenge: &Challenge<'_>) -> Response {
        let settings = self.settings();
        let refusal = Refusal::new(parts, challenge.answer).challenged_by(self.bound().requests().challenge);
        let client = refusal.client();
        if challenge.handler.is_none() && (challenge.view.is_none() || client == Client::Api) {
            // Nobody is sent anywhere, so nobody need know where they would come back to.
            return self.answer(refusal, None);
        }
        let view = challenge.view.filter(|view| !is_here(view, parts));
        let next = view.and_then(|_| client.page(parts)).filter(|next| self.bound().is_destination(next));
        let in_query = next.as_ref().filter(|_| !settings.keeps_next_in_cookie);
        let location = view.map(|view| view_url(view, in_query));
        let refusal = refusal.sent_to(location.as_deref());
        let response = match challenge.handler {
            Some(handler) if refusal.is_sent_to_view() => handler(refusal),
            None if refusal.is_sent_to_view() => refusal.default_response(),
            handler => self.answer(refusal, handler),
        };
        if location.is_some() && response.extensions().get::<SentToView>().is_some() {
            let issued_at = settings.now();
            if let Some(message) = challenge.message.and_then(|message| self.localize(message, parts)) {
                let flash = FlashTicket { issued_at, category: message.category, message: message.text };
                self.state().change.flash = issue::flash(settings, &flash);
            }
            if let Some(target) = next.filter(|_| settings.keeps_next_in_cookie) {
                self.state().change.next = issue::next(settings, &NextTicket { issued_at, target });
            }
        }
        refusal.with_challenge(response)
    }

    /// The message for the person who is refused; `None`: there is none for them.
    fn localize(&self, message: &Message, parts: &Parts) -> Option<Message> {
        let Some(localizer) = &self.settings().localizer else { return Some(message.clone()) };
        let text = localizer(&message.text, &parts.headers)?;
        let fits = text.len() <= FlashTicket::MAX_MESSAGE;
        let text = if fits { text } else { message.text.clone() };
        (!text.is_empty()).then(|| Message { text, category: message.category.clone() })
    }
}

/// Says whether a view is the page that was refused: sending people from the view to the view would go on for ever.
fn is_here(view: &SafeNext, parts: &Parts) -> bool {
    let is_here = view.path() == original_uri(parts).path();
    if is_here {
        Event::ViewIsGuarded { path: view.path() }.emit();
    }
    is_here
}
