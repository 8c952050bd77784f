//! Runs the example site: `cargo run -p site`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    match site::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the site cannot run: {error}");
            ExitCode::FAILURE
        }
    }
}
