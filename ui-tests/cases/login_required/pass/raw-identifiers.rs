// Names that are keywords.
use domain::User;
use login_runtime::{Router, login_required, routing::get};

#[login_required]
pub(crate) async fn r#move(r#type: String) -> String {
    r#type
}

fn main() {
    let table = Router::<User>::new().route("/", get(r#move)).access_table().to_string();
    assert!(table.contains("move") && !table.contains("r#move"), "{table}");
}
