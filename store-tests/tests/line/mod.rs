//! A line to a server, on which an answer is lost, as on any between two machines.

use std::fmt::Debug;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use login_runtime::Ledger;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use crate::store_stories::{handle, record};

/// The log-in about which an answer is lost, once.
const LOST: u8 = 2;

/// Makes a line to a server, and returns its near end.
pub(crate) async fn line_to(server: (String, u16)) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let near_end = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let has_lost_one = Arc::new(AtomicBool::new(false));
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(server.clone()).await.expect("the server");
            tokio::spawn(carry(client, server, Arc::clone(&has_lost_one)));
        }
    });
    near_end
}

/// Carries until either end hangs up, or the line breaks.
async fn carry(client: TcpStream, server: TcpStream, has_lost_one: Arc<AtomicBool>) {
    let ((requests, to_client), (answers, to_server)) = (client.into_split(), server.into_split());
    let breaks = AtomicBool::new(false);
    tokio::select! {
        _ = carry_requests(requests, to_server, &has_lost_one, &breaks) => {}
        _ = carry_answers(answers, to_client, &breaks) => {}
    }
}

async fn carry_requests(
    mut requests: OwnedReadHalf,
    mut to_server: OwnedWriteHalf,
    has_lost_one: &AtomicBool,
    breaks: &AtomicBool,
) -> io::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        let request = requests.read(&mut buffer).await?;
        let request = &buffer[..request];
        if request.is_empty() {
            return Ok(());
        }
        let is_about_it = request.windows(16).any(|part| part == handle(LOST).as_bytes());
        if is_about_it && !has_lost_one.swap(true, Ordering::SeqCst) {
            breaks.store(true, Ordering::SeqCst);
        }
        to_server.write_all(request).await?;
    }
}

async fn carry_answers(
    mut answers: OwnedReadHalf,
    mut to_client: OwnedWriteHalf,
    breaks: &AtomicBool,
) -> io::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        let length = answers.read(&mut buffer).await?;
        if length == 0 || breaks.load(Ordering::SeqCst) {
            return Ok(());
        }
        to_client.write_all(&buffer[..length]).await?;
    }
}

/// Two ledgers in one store, one of them at the end of a line.
pub(crate) async fn a_lost_answer_is_neither_yes_nor_no(far: impl Ledger, near: impl Ledger) {
    // The server knows the statement then, or the script, so that the first request below is the call itself.
    assert!(!far.replace(b"ada", handle(8), record(9)).await.expect("an answer"));
    assert!(near.create(b"ada", record(1)).await.expect("an answer"));
    far.replace(b"ada", handle(1), record(LOST)).await.expect_err("nobody knows");
    assert_eq!(near.list(b"ada").await.expect("a list"), [record(LOST)], "it was a yes");
    assert!(!eventually(|| far.replace(b"ada", handle(1), record(3))).await);
}

/// A client may need a call or two to see that its connection is gone.
async fn eventually<T, E: Debug, F: Future<Output = Result<T, E>>>(call: impl Fn() -> F) -> T {
    for _ in 0..9 {
        if let Ok(answer) = call().await {
            return answer;
        }
    }
    call().await.expect("an answer, as the line is good again")
}
