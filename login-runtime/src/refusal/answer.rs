//! What a client reads that is sent nowhere: text for a person, an RFC 9457 problem document for a program.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::{Client, RefusalReason};

/// An answer in both forms, written out at compile time: refusing costs next to nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(super) reason: RefusalReason,
    /// For a person: also the default of the message on the page they are sent to.
    pub(crate) text: &'static str,
    problem: &'static str,
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident: $status:ident $code:literal $title:literal, $reason:ident $word:literal, $text:literal;)*) => {
        impl Answer {
            $(
                $(#[$doc])*
                pub(crate) const $name: Self = Self {
                    status: StatusCode::$status,
                    reason: RefusalReason::$reason,
                    text: $text,
                    problem: concat!(
                        r#"{"type":"about:blank","title":""#, $title, r#"","status":"#, $code,
                        r#","detail":""#, $text, r#"","reason":""#, $word, r#""}"#
                    ),
                };
            )*

            #[cfg(test)]
            const ALL: &[(Self, u16, &str)] = &[$((Self::$name, $code, $title)),*];
        }
    };
}

answers! {
    LOGIN_REQUIRED: UNAUTHORIZED 401 "Unauthorized", LoginRequired "login_required", "Please log in to access this page.";
    FRESH_LOGIN_REQUIRED: UNAUTHORIZED 401 "Unauthorized", FreshLoginRequired "fresh_login_required",
        "Please confirm that it is you to access this page.";
    GUEST_ONLY: FORBIDDEN 403 "Forbidden", GuestOnly "guest_only", "This is for people who are not logged in.";
    FORBIDDEN: FORBIDDEN 403 "Forbidden", Forbidden "forbidden", "You may not do this.";
    /// There is no such thing, or nobody is to know that there is.
    NOT_FOUND: NOT_FOUND 404 "Not Found", NotFound "not_found", "There is nothing here.";
    CROSS_ORIGIN: FORBIDDEN 403 "Forbidden", CrossOrigin "cross_origin", "This request came from another site.";
    /// Whether there is such a user could not be found out.
    UNAVAILABLE: SERVICE_UNAVAILABLE 503 "Service Unavailable", Unavailable "unavailable",
        "This page is not available right now. Please try again later.";
    /// No manager on the route. The log says what to add; the client need not know.
    MISCONFIGURED: INTERNAL_SERVER_ERROR 500 "Internal Server Error", Misconfigured "misconfigured",
        "This page is not set up correctly.";
}

impl Answer {
    pub(crate) fn to(self, client: Client) -> Response {
        const NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");
        const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
        const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
        let (content_type, text) = match client {
            Client::Api => (PROBLEM, self.problem),
            Client::Navigation | Client::Htmx => (TEXT, self.text),
        };
        // A tuple would do, and take twice as long.
        let mut response = Response::new(Body::from(text));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::Answer;

    #[test]
    fn every_problem_is_json_that_says_what_the_status_says() {
        for (answer, code, title) in Answer::ALL {
            let problem: serde_json::Value = serde_json::from_str(answer.problem).expect("JSON");
            assert_eq!(problem["status"], *code);
            assert_eq!(answer.status.as_u16(), *code);
            assert_eq!(answer.status.canonical_reason(), Some(*title));
            assert_eq!(problem["title"], *title);
            assert_eq!(problem["detail"], answer.text);
            assert_eq!(problem["reason"], answer.reason.as_str());
        }
    }
}
