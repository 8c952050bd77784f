// Each unit, the shortest and the longest duration, and none.
use domain::User;
use login_runtime::{Router, fresh_login_required, routing::get};

#[fresh_login_required]
async fn by_the_manager() {}

#[fresh_login_required(within = "1s")]
async fn second() {}

#[fresh_login_required(within = "90m")]
async fn minutes() {}

#[fresh_login_required(within = "12h", insecure_cross_origin)]
async fn hours() {}

#[fresh_login_required(within = "365d",)]
async fn days() {}

fn main() {
    let table = Router::<User>::new()
        .route("/", get(by_the_manager).post(second).put(minutes).patch(hours).delete(days))
        .access_table()
        .to_string();
    for rule in ["fresh login within 1s", "within 90m", "within 12h, insecure cross-origin", "within 365d"] {
        assert!(table.contains(rule), "{rule} in {table}");
    }
}
