//! A private nats-server with JetStream.
//!
//! It listens on 127.0.0.1 only and knows one user, whose password stands in `password` in its folder. An acknowledged
//! message is on disk ([`Speed::Durable`]), because the broker by itself acknowledges before it syncs.

pub(crate) mod binary;

use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use nix::sys::signal::Signal;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::folder::{Folder, LogMark};
use crate::keeper::{Keeper, NotReady};
use crate::{Options, Places, Speed, find_nats_server};

/// The one user that it has.
pub const USER: &str = "fest";

const START: Duration = Duration::from_secs(30);
const STOP: Duration = Duration::from_secs(10);
/// Between looking for a free port and listening on it another program may take it.
const PORTS_TRIED: u32 = 3;

/// A running nats-server of one folder. Dropped without [`Nats::stop`] it is killed; so it is when we are.
#[derive(Debug)]
pub struct Nats {
    folder: Folder,
    keeper: Keeper,
    port: u16,
    password: String,
}

impl Nats {
    /// Starts the nats-server of `folder` and waits until it lets us in; fetches the program first where PATH has none
    /// that is new enough.
    pub async fn start(folder: &Path, options: Options) -> Result<Self> {
        let what = || {
            format!(
                "cannot start the private nats-server in {}",
                folder.display()
            )
        };
        let folder = Folder::lock(folder).await.with_context(what)?;
        start_in(folder, options).await.with_context(what)
    }

    /// Its address, user and password included.
    pub fn url(&self) -> String {
        format!("nats://{USER}:{}@127.0.0.1:{}", self.password, self.port)
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.keeper.pid()
    }

    /// What it logged, over all its starts.
    pub fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// Resolves when it has ended, by itself or stopped.
    pub fn ended(&self) -> impl Future<Output = ExitStatus> + Send + 'static {
        self.keeper.ended()
    }

    /// Lets it write what it holds and waits until it has ended.
    pub async fn stop(self) -> Result<()> {
        let Self { folder, keeper, .. } = self;
        keeper
            .stop(Signal::SIGTERM, STOP)
            .await
            .context("nats-server did not stop")?;
        drop(folder);
        Ok(())
    }
}

async fn start_in(folder: Folder, options: Options) -> Result<Nats> {
    let places = Places::of_this_user()?;
    let program = tokio::task::spawn_blocking(move || find_nats_server(&places)).await??;
    let password = folder.password()?;
    let mut tries = 0;
    loop {
        tries += 1;
        let port = options
            .port
            .map_or_else(crate::random::free_port, Ok)
            .context("there is no free port")?;
        folder.write_private("nats.conf", &configuration(port, &password, options.speed))?;
        let (log, mark) = folder.log()?;
        let mut command = folder.command(&program, None, log, "TERM")?;
        command.args(["--config", "nats.conf"]);
        let keeper = Keeper::start(command, Signal::SIGKILL)?;
        let not_ready = match keeper
            .ready(START, async || answer(port, &password).await)
            .await
        {
            Ok(()) => {
                return Ok(Nats {
                    folder,
                    keeper,
                    port,
                    password,
                });
            }
            Err(not_ready) => not_ready,
        };
        let taken = mark.tail().contains("address already in use");
        if !taken || options.port.is_some() || tries == PORTS_TRIED {
            return Err(explain(not_ready, &mark));
        }
    }
}

/// Paths are relative to the folder, in which the server is started, so none needs quoting.
fn configuration(port: u16, password: &str, speed: Speed) -> String {
    let sync = match speed {
        Speed::Durable => "sync_interval: always",
        Speed::Test => "",
    };
    format!(
        r#"server_name: fest
listen: "127.0.0.1:{port}"
max_payload: 1MB
authorization {{ user: "{USER}", password: "{password}" }}
jetstream {{
  store_dir: "jetstream"
  max_memory_store: 64MB
  max_file_store: 8GB
  {sync}
}}
"#
    )
}

/// Logs in as a client does: `INFO` from the server, `CONNECT` and `PING` from us, `PONG` or `-ERR` back.
async fn answer(port: u16, password: &str) -> Result<()> {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await?);
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    ensure!(
        line.starts_with("INFO "),
        "it does not speak as a nats-server: {line}"
    );
    let login = format!(r#"CONNECT {{"user":"{USER}","pass":"{password}","verbose":false}}"#);
    stream
        .get_mut()
        .write_all(format!("{login}\r\nPING\r\n").as_bytes())
        .await?;
    line.clear();
    stream.read_line(&mut line).await?;
    ensure!(line.starts_with("PONG"), "it does not let us in: {line}");
    Ok(())
}

/// What happened and what to do, with the child's own words.
fn explain(not_ready: NotReady, mark: &LogMark) -> anyhow::Error {
    let tail = mark.tail();
    match not_ready {
        NotReady::Ended(status) if status.code() == Some(127) => {
            anyhow!(
                "a program is missing ({status}): install Debian's package `util-linux`; {tail}"
            )
        }
        NotReady::Ended(status) => anyhow!("it ended by itself ({status}); {tail}"),
        NotReady::Late(error) => error.context(format!("it did not answer in time; {tail}")),
    }
}
