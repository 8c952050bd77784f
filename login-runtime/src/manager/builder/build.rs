//! Checking the settings: every problem is reported at once.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tower_http::csrf::CsrfLayer;

use super::{LoginManagerBuilder, Notice};
use crate::manager::confirm_pages::ConfirmPages;
use crate::manager::settings::{Deletions, Message, Settings};
use crate::manager::{ConfigError, ConfigProblem, LoginManager, Views};
use crate::next::SafeNext;
use crate::session::EndedLogins;
use crate::ticket::{FlashTicket, Sealer};

impl LoginManagerBuilder {
    /// Checks the settings and makes the manager.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with every problem there is.
    ///
    /// ```
    /// use login_runtime::{ConfigProblem, Key, LoginManager};
    /// use std::time::Duration;
    ///
    /// let settings = LoginManager::new(Key::generate()?).idle_timeout(Duration::from_secs(2 * 24 * 60 * 60));
    /// let error = settings.build().unwrap_err();
    /// assert_eq!(error.problems(), [ConfigProblem::IdleBeyondAbsolute]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn build(mut self) -> Result<LoginManager, ConfigError> {
        let mut problems = std::mem::take(&mut self.problems);
        if self.keys.has_duplicate() {
            problems.push(ConfigProblem::DuplicateKey);
        }
        let is_named_well = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if self.application.len() > 32 || !self.application.bytes().all(is_named_well) {
            problems.push(ConfigProblem::Application { name: self.application.clone() });
        }
        let login = self.login_view.as_deref().and_then(|path| view("login_view", path, &mut problems));
        let refresh = self.refresh_view.as_deref().and_then(|path| view("refresh_view", path, &mut problems));
        let home_view = view("home_view", &self.home_view, &mut problems);
        let mut path_of = |path: &String| Some(view("refuse_next", path, &mut problems)?.path().to_owned());
        let refused_next = self.refused_next.iter().filter_map(&mut path_of).collect();
        self.check_durations(&mut problems);
        let login_message = self.login_message.check("login_message", &mut problems);
        let refresh_message = self.refresh_message.check("refresh_message", &mut problems);
        let unreadable = self.fingerprint.unreadable_proxies().cloned();
        problems.extend(unreadable.map(|value| ConfigProblem::Proxy { value }));
        for origin in &self.trusted_origins {
            if let Err(reason) = check_origin(origin) {
                problems.push(ConfigProblem::Origin { value: origin.clone(), reason });
            }
        }
        if self.ended_capacity == 0 {
            problems.push(ConfigProblem::NoEndedLogins);
        }
        let cookies = match self.cookies.resolve(&self.application) {
            Ok(cookies) => Some(cookies),
            Err(wrong) => {
                problems.extend(wrong.into_iter().map(ConfigProblem::Cookie));
                None
            }
        };
        let (Some(home_view), Some((cookies, cookie_writer)), []) = (home_view, cookies, &problems[..])
        else {
            return Err(ConfigError(problems));
        };
        let (active, retired) = self.keys.derive(&self.application, &cookies);
        Ok(LoginManager(Arc::new(Settings {
            sealer: Sealer::new(active, retired),
            deletions: Deletions::of(&cookies, &cookie_writer),
            cookies,
            cookie_writer,
            views: Views { login, refresh, refusal_handler: None },
            home_view,
            refused_next,
            keeps_next_in_cookie: self.keeps_next_in_cookie,
            login_message,
            refresh_message,
            localizer: self.localizer,
            unauthorized_handler: self.unauthorized_handler,
            needs_refresh_handler: self.needs_refresh_handler,
            denied_handler: self.denied_handler,
            refusal_handler: self.refusal_handler,
            protection: self.protection,
            fingerprint: self.fingerprint,
            exempts_preflights: self.exempts_preflights,
            idle: self.idle,
            absolute: self.absolute,
            fresh_for: self.fresh_for,
            remember_for: self.remember_for,
            renews_remember: self.renews_remember,
            trusted_origins: self.trusted_origins,
            confirm_pages: ConfirmPages::default(),
            ended: EndedLogins::new(
                self.ended_capacity,
                Settings::MAX_REMEMBER.saturating_add(self.absolute),
            ),
            ledger: self.ledger,
            #[cfg(feature = "testing")]
            unwritten: crate::ledger::Unwritten::default(),
            user_type: OnceLock::new(),
            clock: self.clock,
            typed: self.typed,
            has_layer: AtomicBool::new(false),
        })))
    }

    fn check_durations(&self, problems: &mut Vec<ConfigProblem>) {
        let (one, two) = (Duration::from_secs(1), Duration::from_secs(2));
        for (setting, value, least, range) in [
            ("idle_timeout", self.idle, two, "2 seconds to 400 days"),
            ("absolute_timeout", self.absolute, two, "2 seconds to 400 days"),
            ("fresh_for", self.fresh_for, one, "1 second to 400 days"),
            ("remember_for", self.remember_for, one, "1 second to 400 days"),
        ] {
            if !(least..=Settings::MAX_REMEMBER).contains(&value) {
                problems.push(ConfigProblem::Duration { setting, value, range });
            }
        }
        if self.idle > self.absolute {
            problems.push(ConfigProblem::IdleBeyondAbsolute);
        }
    }
}

impl Notice {
    fn check(self, setting: &'static str, problems: &mut Vec<ConfigProblem>) -> Option<Message> {
        let message = Message { text: self.text?, category: self.category };
        if message.text.len() > FlashTicket::MAX_MESSAGE || message.category.len() > FlashTicket::MAX_CATEGORY
        {
            problems.push(ConfigProblem::MessageTooLong { setting });
        }
        Some(message)
    }
}

/// Refuses what no browser sends, as it would silently never match.
fn check_origin(origin: &str) -> Result<(), String> {
    let _ = CsrfLayer::new().add_trusted_origin(origin).map_err(|error| error.to_string())?;
    let default_port = if origin.starts_with("https://") { ":443" } else { ":80" };
    if origin.bytes().any(|byte| byte.is_ascii_uppercase() || matches!(byte, b'*' | b'@')) {
        return Err("write it as browsers do: in lower case, without wildcards or names".to_owned());
    }
    if origin.ends_with(default_port) {
        return Err(format!("browsers leave the default port out; drop `{default_port}`"));
    }
    Ok(())
}

fn view(setting: &'static str, path: &str, problems: &mut Vec<ConfigProblem>) -> Option<SafeNext> {
    SafeNext::parse(path)
        .map_err(|reason| problems.push(ConfigProblem::View { setting, value: path.to_owned(), reason }))
        .ok()
}
