//! A role that changes in the store takes effect on the next request of a connection that is already open.

use std::error::Error;

use login_runtime::routing::get;
use login_runtime::{Router, requires};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::world::{AppRole, EVE, World};

#[requires(role = AppRole::Editor)]
async fn desk() -> &'static str {
    "the desk"
}

/// One request on the open connection: its status, and the cookie it sets.
async fn ask(
    connection: &mut BufReader<TcpStream>,
    head: &str,
    cookie: &str,
) -> Result<(u16, Option<String>), Box<dyn Error>> {
    let request =
        format!("{head} HTTP/1.1\r\nhost: app.example\r\ncookie: {cookie}\r\ncontent-length: 0\r\n\r\n");
    connection.get_mut().write_all(request.as_bytes()).await?;
    let (mut status, mut length, mut set) = (None, 0, None);
    loop {
        let mut line = String::new();
        connection.read_line(&mut line).await?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if status.is_none() {
            status = line.split(' ').nth(1).map(str::to_owned);
        } else if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse()?;
        } else if let Some(value) = line.strip_prefix("set-cookie: ") {
            set = value.split(';').next().map(str::to_owned);
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await?;
    Ok((status.ok_or("no status")?.parse()?, set))
}

#[tokio::test]
async fn a_role_changes_under_an_open_connection() -> Result<(), Box<dyn Error>> {
    let world = World::new(Router::new().route("/desk", get(desk)));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let app = world.app.clone();
    tokio::spawn(async move { axum::serve(listener, app).await });

    let mut connection = BufReader::new(TcpStream::connect(address).await?);
    let (status, cookie) = ask(&mut connection, &format!("POST /as/{EVE}"), "").await?;
    assert_eq!(status, 200);
    let cookie = cookie.ok_or("no session")?;
    assert_eq!(ask(&mut connection, "GET /desk", &cookie).await?.0, 200);
    world.store.change(EVE, |eve| eve.role = AppRole::Reader);
    assert_eq!(ask(&mut connection, "GET /desk", &cookie).await?.0, 403);
    world.store.change(EVE, |eve| eve.role = AppRole::Admin);
    assert_eq!(ask(&mut connection, "GET /desk", &cookie).await?.0, 200);
    Ok(())
}
