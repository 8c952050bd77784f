//! Catches what is logged on this thread.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// Everything logged on this thread for as long as it lives.
pub(crate) struct Logs {
    records: Arc<Mutex<Vec<Record>>>,
    _guard: DefaultGuard,
}

/// One event.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) target: String,
    pub(crate) level: Level,
    pub(crate) message: String,
    pub(crate) fields: BTreeMap<&'static str, String>,
}

impl Logs {
    pub(crate) fn capture() -> Self {
        let records = Arc::default();
        let subscriber = tracing_subscriber::registry().with(Collector(Arc::clone(&records)));
        Self { records, _guard: tracing::subscriber::set_default(subscriber) }
    }

    /// What the library logged since this was last asked.
    pub(crate) fn take(&self) -> Vec<Record> {
        let records = std::mem::take(&mut *self.records.lock().expect("a whole list"));
        records.into_iter().filter(|record| record.target == "login").collect()
    }

    /// The messages alone.
    pub(crate) fn messages(&self) -> Vec<String> {
        self.take().into_iter().map(|record| record.message).collect()
    }

    /// Everything anybody logged, as text.
    pub(crate) fn everything(&self) -> String {
        format!("{:?}", self.records.lock().expect("a whole list"))
    }
}

struct Collector(Arc<Mutex<Vec<Record>>>);

impl<S: Subscriber> Layer<S> for Collector {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut record = Record {
            target: event.metadata().target().to_owned(),
            level: *event.metadata().level(),
            message: String::new(),
            fields: BTreeMap::new(),
        };
        event.record(&mut record);
        self.0.lock().expect("a whole list").push(record);
    }
}

impl Visit for Record {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = format!("{value:?}");
        match field.name() {
            "message" => self.message = text,
            name => drop(self.fields.insert(name, text)),
        }
    }
}
