//! Random visits against a small model that says who is logged in; it was written from the rules, not from the code.

use std::collections::HashSet;
use std::time::Duration;

use proptest::prelude::*;

use crate::common::{Browser, Site};

const IDLE: u64 = 3600;
const ABSOLUTE: u64 = 24 * 3600;
const FRESH: u64 = 900;
const REMEMBER: u64 = 30 * 24 * 3600;
const NAMES: [&str; 2] = ["ada", "bob"];
const BROWSERS: usize = 2;

#[derive(Clone, Copy, Debug)]
enum Step {
    LogIn {
        browser: usize,
        user: usize,
        remember: bool,
        fresh: bool,
    },
    LogOut(usize),
    Everywhere(usize),
    Confirm(usize),
    /// Changes the password in the browser, which keeps its own log-in.
    Restamp(usize),
    Close(usize),
    Look(usize),
    /// Somebody copies the browser's cookies, and uses them at the end and after each step.
    Steal(usize),
    /// The user's password is changed elsewhere.
    ChangePassword(usize),
    Switch {
        user: usize,
        on: bool,
    },
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    // Mostly the same browser and user, so that steps have to do with each other.
    let browser = || prop_oneof![3 => Just(0), 1 => 0..BROWSERS];
    let user = || prop_oneof![3 => Just(0), 1 => 0..NAMES.len()];
    let short = prop::sample::select(vec![1, 60, 450, 899, 900, 901, 1799, 1800]);
    let long =
        prop::sample::select(vec![1801, 3599, 3600, 7200, 86_399, 86_400, 604_800, 2_591_999, 2_592_000]);
    prop_oneof![
        4 => (browser(), user(), any::<bool>(), any::<bool>())
            .prop_map(|(browser, user, remember, fresh)| Step::LogIn { browser, user, remember, fresh }),
        2 => browser().prop_map(Step::LogOut),
        1 => browser().prop_map(Step::Everywhere),
        2 => browser().prop_map(Step::Confirm),
        1 => browser().prop_map(Step::Restamp),
        2 => browser().prop_map(Step::Close),
        2 => browser().prop_map(Step::Look),
        3 => browser().prop_map(Step::Steal),
        1 => user().prop_map(Step::ChangePassword),
        2 => user().prop_map(|user| Step::Switch { user, on: false }),
        3 => user().prop_map(|user| Step::Switch { user, on: true }),
        3 => short.prop_map(Step::Wait),
        1 => long.prop_map(Step::Wait),
    ]
}

/// One log-in: whatever was made of it carries its number.
type LogIn = usize;

#[derive(Clone, Copy, Debug)]
struct Session {
    log_in: LogIn,
    user: usize,
    password: u32,
    started: u64,
    /// When the browser was last told that it was seen.
    seen: u64,
    proved: Option<u64>,
    is_remembered: bool,
}

#[derive(Clone, Copy, Debug)]
struct Remember {
    log_in: LogIn,
    user: usize,
    password: u32,
    until: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Cookies {
    session: Option<Session>,
    remember: Option<Remember>,
}

#[derive(Default)]
struct Model {
    now: u64,
    passwords: [u32; 2],
    is_off: [bool; 2],
    log_ins: usize,
    owners: Vec<usize>,
    ended: HashSet<LogIn>,
}

impl Model {
    fn is_welcome(&self, user: usize, password: u32) -> bool {
        !self.is_off[user] && self.passwords[user] == password
    }

    fn session_is_in_time(&self, session: &Session) -> bool {
        !self.ended.contains(&session.log_in)
            && self.now - session.seen < IDLE
            && self.now - session.started < ABSOLUTE
    }

    fn remember_is_in_time(&self, remember: &Remember) -> bool {
        !self.ended.contains(&remember.log_in) && self.now < remember.until
    }

    /// What one request makes of a browser's cookies, and whom it is from. A log-in whose user was not welcome once
    /// is over.
    fn visit(&mut self, cookies: &mut Cookies) -> Option<Session> {
        cookies.remember = cookies.remember.filter(|remember| self.now < remember.until);
        if let Some(mut session) = cookies.session.filter(|session| self.session_is_in_time(session)) {
            if self.is_welcome(session.user, session.password) {
                if self.now - session.seen >= IDLE / 2 {
                    session.seen = self.now;
                }
                cookies.session = Some(session);
                return Some(session);
            }
            self.ended.insert(session.log_in);
        }
        let remember = cookies.remember.filter(|remember| self.remember_is_in_time(remember))?;
        if !self.is_welcome(remember.user, remember.password) {
            self.ended.insert(remember.log_in);
            return None;
        }
        cookies.session = Some(Session {
            log_in: remember.log_in,
            user: remember.user,
            password: remember.password,
            started: self.now,
            seen: self.now,
            proved: None,
            is_remembered: true,
        });
        cookies.session
    }

    fn describe(&self, session: Option<Session>) -> String {
        let Some(session) = session else { return "guest".to_owned() };
        let is_fresh = session.proved.is_some_and(|proved| self.now - proved < FRESH);
        let fresh = if is_fresh { "fresh" } else { "stale" };
        format!("{} {fresh}{}", NAMES[session.user], if session.is_remembered { " remembered" } else { "" })
    }

    fn new_log_in(&mut self, user: usize) -> LogIn {
        self.owners.push(user);
        self.log_ins += 1;
        self.log_ins - 1
    }

    /// Ends every log-in that these cookies stand for.
    fn end_shown(&mut self, shown: &Cookies) {
        if let Some(session) = shown.session.filter(|session| self.session_is_in_time(session)) {
            self.ended.insert(session.log_in);
        }
        if let Some(remember) = shown.remember.filter(|remember| self.remember_is_in_time(remember)) {
            self.ended.insert(remember.log_in);
        }
    }

    fn log_in(&mut self, cookies: &mut Cookies, user: usize, remember: bool, fresh: bool) -> bool {
        let shown = *cookies;
        self.visit(cookies);
        if self.is_off[user] {
            return false;
        }
        self.end_shown(&shown);
        let (log_in, password) = (self.new_log_in(user), self.passwords[user]);
        cookies.session = Some(Session {
            log_in,
            user,
            password,
            started: self.now,
            seen: self.now,
            proved: fresh.then_some(self.now),
            is_remembered: remember,
        });
        cookies.remember =
            remember.then_some(Remember { log_in, user, password, until: self.now + REMEMBER });
        true
    }

    fn log_out(&mut self, cookies: &mut Cookies) -> bool {
        let shown = *cookies;
        let was_in = self.visit(cookies).is_some();
        self.end_shown(&shown);
        *cookies = Cookies::default();
        was_in
    }

    fn everywhere(&mut self, cookies: &mut Cookies) {
        if let Some(session) = self.visit(cookies) {
            let of_user = (0..self.log_ins).filter(|log_in| self.owners[*log_in] == session.user);
            self.ended.extend(of_user);
            *cookies = Cookies::default();
        }
    }

    /// Confirms, or takes over a new password: the log-in goes on under a new number.
    fn renew(&mut self, cookies: &mut Cookies, change: impl FnOnce(&mut Self, &mut Session)) {
        let Some(mut session) = self.visit(cookies) else { return };
        let old = session.log_in;
        let remember = cookies.remember.filter(|remember| remember.log_in == old);
        self.end_shown(&cookies.clone());
        session.log_in = self.new_log_in(session.user);
        change(self, &mut session);
        session.password = self.passwords[session.user];
        session.seen = self.now;
        session.is_remembered = remember.is_some();
        cookies.session = Some(session);
        cookies.remember = remember.map(|remember| Remember {
            log_in: session.log_in,
            password: session.password,
            ..remember
        });
    }
}

/// The site, the browsers with their model, and the thieves with theirs.
struct World {
    site: Site,
    model: Model,
    browsers: Vec<(Browser, Cookies)>,
    stolen: Vec<(Browser, Cookies)>,
}

impl World {
    fn new() -> Self {
        let site = Site::new();
        let browsers = (0..BROWSERS).map(|_| (site.browser(), Cookies::default())).collect();
        Self { site, model: Model::default(), browsers, stolen: Vec::new() }
    }

    async fn take(&mut self, step: Step) -> Result<(), TestCaseError> {
        let Self { site, model, browsers, stolen } = self;
        match step {
            Step::LogIn { browser, user, remember, fresh } => {
                let (browser, cookies) = &mut browsers[browser];
                let mut fields = vec![("user", NAMES[user])];
                fields.extend(remember.then_some(("remember", "on")));
                fields.extend((!fresh).then_some(("stale", "on")));
                let page = browser.post("/login", &fields).await;
                prop_assert_eq!(page.status.is_redirection(), model.log_in(cookies, user, remember, fresh));
            }
            Step::LogOut(browser) => {
                let (browser, cookies) = &mut browsers[browser];
                let page = browser.post("/logout", &[]).await;
                prop_assert_eq!(page.body, model.log_out(cookies).to_string());
            }
            Step::Everywhere(browser) => {
                let (browser, cookies) = &mut browsers[browser];
                browser.post("/everywhere", &[]).await;
                model.everywhere(cookies);
            }
            Step::Confirm(browser) => {
                let (browser, cookies) = &mut browsers[browser];
                browser.post("/confirm", &[]).await;
                model.renew(cookies, |model, session| session.proved = Some(model.now));
            }
            Step::Restamp(browser) => {
                let (browser, cookies) = &mut browsers[browser];
                browser.post("/password", &[]).await;
                model.renew(cookies, |model, session| model.passwords[session.user] += 1);
            }
            Step::Close(browser) => {
                let (browser, cookies) = &mut browsers[browser];
                browser.close();
                cookies.session = None;
            }
            Step::Look(browser) => {
                let (browser, cookies) = &mut browsers[browser];
                let expected = model.visit(cookies);
                prop_assert_eq!(browser.who().await, model.describe(expected));
            }
            Step::Steal(browser) => stolen.push(browsers[browser].clone()),
            Step::ChangePassword(user) => {
                site.users.change_password(NAMES[user]);
                model.passwords[user] += 1;
            }
            Step::Switch { user, on } => {
                site.users.switch_on(NAMES[user], on);
                model.is_off[user] = !on;
            }
            Step::Wait(seconds) => {
                site.advance(Duration::from_secs(seconds));
                model.now += seconds;
            }
        }
        Ok(())
    }

    /// Looks at everything with copies of the cookies, so that they do not change.
    async fn check(&mut self) -> Result<(), TestCaseError> {
        for (browser, cookies) in self.browsers.iter().chain(&self.stolen) {
            let (mut browser, mut cookies) = (browser.clone(), *cookies);
            let expected = self.model.visit(&mut cookies);
            prop_assert_eq!(browser.who().await, self.model.describe(expected));
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_visit_goes_as_the_rules_say(steps in prop::collection::vec(step(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let mut world = World::new();
            for step in steps {
                world.take(step).await?;
                world.check().await?;
            }
            Ok::<(), TestCaseError>(())
        })?;
    }
}
