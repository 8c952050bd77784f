//! Guarded pages over loopback: a server on one thread, and a client on another that keeps 32 connections busy.

use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::Result;
use crate::measure::{median, now};
use crate::prepared::{Prepared, log_in_as_header};
use crate::users::Users;
use crate::variants::Variant;

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(500);

/// Requests a second of a variant, and how many times bare axum's that is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) variant: Variant,
    pub(crate) each_second: f64,
    pub(crate) times_bare: f64,
}

/// The variants take turns, and each is compared with bare axum in the same round.
pub(crate) fn rates() -> Result<Vec<Rate>> {
    let servers: Vec<Server> = Variant::ALL.into_iter().map(Server::start).collect::<Result<_>>()?;
    let client = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let round: Result<Vec<f64>> = servers.iter().map(|server| client.block_on(server.rate())).collect();
        rounds.push(round?);
    }
    let bare =
        Variant::ALL.iter().position(|variant| *variant == Variant::Bare).ok_or("bare axum is a variant")?;
    let rate = |(at, variant): (usize, &Variant)| Rate {
        variant: *variant,
        each_second: median(rounds.iter().map(|round| round[at]).collect()),
        times_bare: median(rounds.iter().map(|round| round[at] / round[bare]).collect()),
    };
    Ok(Variant::ALL.iter().enumerate().map(rate).collect())
}

pub(crate) fn print() -> Result<()> {
    for Rate { variant, each_second, times_bare } in rates()? {
        println!("{:20} {each_second:>8.0} a second, {times_bare:.2} times bare", variant.title());
    }
    Ok(())
}

/// A served app, until the program ends.
struct Server {
    address: SocketAddr,
    request: Vec<u8>,
}

impl Server {
    fn start(variant: Variant) -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let app = variant.app(Users::default()).await?;
                let cookie = log_in_as_header(&app).await?;
                let page = Prepared::get(&app, "/me", cookie);
                assert_eq!(page.send().await.status(), StatusCode::OK);
                let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
                let cookie = page.cookies[0].to_str()?;
                let request = format!("GET /me HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n");
                sender.send(Self { address: listener.local_addr()?, request: request.into_bytes() })?;
                axum::serve(listener, app).await?;
                Result::Ok(())
            })
        });
        // Without an answer the thread ended by an error.
        Ok(receiver.recv().map_err(|_| format!("{} could not be served", variant.title()))?)
    }

    /// Requests a second, over all connections together.
    async fn rate(&self) -> Result<f64> {
        let end = now() + ROUND;
        let visits: Vec<_> =
            (0..CONNECTIONS).map(|_| tokio::spawn(visit(self.address, self.request.clone(), end))).collect();
        let mut served = 0;
        for visit in visits {
            served += visit.await??;
        }
        Ok(f64::from(served) / ROUND.as_secs_f64())
    }
}

/// Asks on one connection until the end, and says how often it was answered.
async fn visit(
    address: SocketAddr,
    request: Vec<u8>,
    end: std::time::Instant,
) -> std::result::Result<u32, std::io::Error> {
    let mut connection = TcpStream::connect(address).await?;
    connection.set_nodelay(true)?;
    let mut answer = vec![0; 4096];
    // The first answer says how long each is: they differ in nothing but the time of day.
    connection.write_all(&request).await?;
    let length = connection.read(&mut answer).await?;
    assert!(answer.starts_with(b"HTTP/1.1 200"), "a guarded page is served");
    let mut served = 0;
    while now() < end {
        connection.write_all(&request).await?;
        connection.read_exact(&mut answer[..length]).await?;
        served += 1;
    }
    Ok(served)
}
