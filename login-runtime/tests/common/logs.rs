//! Catches what is logged on this thread.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

thread_local! {
    /// What is logged on this thread while somebody listens.
    static RECORDS: RefCell<Option<Records>> = const { RefCell::new(None) };
}

type Records = Rc<RefCell<Vec<Record>>>;

/// Listens on all threads, each for itself. A subscriber for one thread alone would miss what another thread logged for the first
/// time while nobody listened: tracing remembers for good that nobody wants it.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Collector);
        tracing::subscriber::set_global_default(subscriber).expect("nobody else listens");
    });
}

/// Everything logged on this thread for as long as it lives.
pub(crate) struct Logs(Records);

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
        listen();
        let records = Records::default();
        RECORDS.set(Some(Rc::clone(&records)));
        Self(records)
    }

    /// What the library logged since this was last asked.
    pub(crate) fn take(&self) -> Vec<Record> {
        self.0.take().into_iter().filter(|record| record.target == "login").collect()
    }

    /// The messages alone.
    pub(crate) fn messages(&self) -> Vec<String> {
        self.take().into_iter().map(|record| record.message).collect()
    }

    /// Everything anybody logged, as text.
    pub(crate) fn everything(&self) -> String {
        format!("{:?}", self.0.borrow())
    }
}

impl Drop for Logs {
    fn drop(&mut self) {
        RECORDS.set(None);
    }
}

struct Collector;

impl<S: Subscriber> Layer<S> for Collector {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut record = Record {
            target: event.metadata().target().to_owned(),
            level: *event.metadata().level(),
            message: String::new(),
            fields: BTreeMap::new(),
        };
        event.record(&mut record);
        RECORDS.with_borrow(|records| {
            if let Some(records) = records {
                records.borrow_mut().push(record);
            }
        });
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
