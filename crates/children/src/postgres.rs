//! A private PostgreSQL.
//!
//! It listens on 127.0.0.1 only and knows one user, the superuser, whose password stands in `password` in its folder.
//! PostgreSQL refuses to run as root; started by root it therefore runs as `postgres` or, where there is no such user,
//! as `nobody`, and the data belong to that user. What it logs names no value of anybody (terse, no statements).

mod binaries;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use nix::sys::signal::Signal;
use nix::unistd::{User, geteuid};

use crate::folder::{Folder, LogMark, SEEN_BY_CHILD};
use crate::keeper::{Keeper, NotReady};
use crate::{Options, Places, Speed};

/// The one user that a new PostgreSQL has.
pub const SUPERUSER: &str = "postgres";

const INITDB: Duration = Duration::from_secs(120);
/// Long, because it may have to replay what was written before the machine lost power.
const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(30);
/// Between looking for a free port and listening on it another program may take it.
const PORTS_TRIED: u32 = 3;

const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "shared_buffers=32MB",
    "max_connections=100",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=256MB",
    "jit=off",
    "huge_pages=off",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_line_prefix=%m [%p] ",
    "log_checkpoints=off",
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
];
const TEST_SETTINGS: &[&str] = &[
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
];

/// A running PostgreSQL of one folder. Dropped without [`Postgres::stop`] it is stopped at once and recovers at its next
/// start; so it does when we are killed.
#[derive(Debug)]
pub struct Postgres {
    folder: Folder,
    keeper: Keeper,
    port: u16,
    password: String,
    binaries: PathBuf,
}

impl Postgres {
    /// Starts the PostgreSQL of `folder`, made there at the first start, and waits until it answers.
    pub async fn start(folder: &Path, options: Options) -> Result<Self> {
        let what = || {
            format!(
                "cannot start the private PostgreSQL in {}",
                folder.display()
            )
        };
        let folder = Folder::lock(folder).await.with_context(what)?;
        start_in(folder, options).await.with_context(what)
    }

    /// The address of `database` for the superuser, password included.
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres://{SUPERUSER}:{}@127.0.0.1:{}/{database}",
            self.password, self.port
        )
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The process id of the postmaster, the parent of all its processes.
    pub fn pid(&self) -> u32 {
        self.keeper.pid()
    }

    /// What it logged, over all its starts.
    pub fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// The folder with its programs (`pgbench` and `pg_dump` of the same version among them).
    pub fn binaries(&self) -> &Path {
        &self.binaries
    }

    /// Resolves when it has ended, by itself or stopped.
    pub fn ended(&self) -> impl Future<Output = ExitStatus> + Send + 'static {
        self.keeper.ended()
    }

    /// Breaks off its sessions, lets it write what it holds, and waits until it has ended.
    pub async fn stop(self) -> Result<()> {
        let Self { folder, keeper, .. } = self;
        keeper
            .stop(Signal::SIGINT, STOP)
            .await
            .context("PostgreSQL did not stop")?;
        drop(folder);
        Ok(())
    }
}

async fn start_in(folder: Folder, options: Options) -> Result<Postgres> {
    let password = folder.password()?;
    let user = user()?;
    let version = version_of(&folder)?;
    let binaries = binaries::find(version.as_deref(), &Places::of_this_user()?.path)?;
    if version.is_none() {
        init(&folder, &binaries, user.as_ref(), &password, options.speed).await?;
    }
    if let Some(user) = &user {
        folder.give("data", user)?;
    }
    let mut tries = 0;
    loop {
        tries += 1;
        let port = options
            .port
            .map_or_else(crate::random::free_port, Ok)
            .context("there is no free port")?;
        let (log, mark) = folder.log()?;
        let mut command = folder.command(&binaries.join("postgres"), user.as_ref(), log, "INT")?;
        configure(&mut command, port, options.speed);
        let keeper = Keeper::start(command, Signal::SIGQUIT)?;
        let not_ready = match keeper
            .ready(START, async || answer(port, &password).await)
            .await
        {
            Ok(()) => {
                return Ok(Postgres {
                    folder,
                    keeper,
                    port,
                    password,
                    binaries,
                });
            }
            Err(not_ready) => not_ready,
        };
        let taken = mark.tail().contains("Address already in use");
        if !taken || options.port.is_some() || tries == PORTS_TRIED {
            return Err(explain(not_ready, &mark));
        }
    }
}

/// The major version that made the data, if there are any yet.
fn version_of(folder: &Folder) -> Result<Option<String>> {
    let path = folder.join("data/PG_VERSION");
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// The user as whom PostgreSQL is to run, when it cannot be ours.
fn user() -> Result<Option<User>> {
    if !geteuid().is_root() {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        if let Some(user) =
            User::from_name(name).with_context(|| format!("cannot look up the user {name}"))?
        {
            return Ok(Some(user));
        }
    }
    bail!(
        "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`: add one (useradd --system postgres)"
    )
}

/// Makes the data under another name, so that a start which was cut short is made anew.
async fn init(
    folder: &Folder,
    binaries: &Path,
    user: Option<&User>,
    password: &str,
    speed: Speed,
) -> Result<()> {
    let draft = folder.join("data.new");
    if draft.exists() {
        fs::remove_dir_all(&draft).with_context(|| format!("cannot remove {}", draft.display()))?;
    }
    fs::create_dir(&draft).with_context(|| format!("cannot make {}", draft.display()))?;
    let password_file = folder.write_private("password.initdb", password)?;
    if let Some(user) = user {
        folder.give("data.new", user)?;
        folder.give("password.initdb", user)?;
    }
    let (log, mark) = folder.log()?;
    let mut command = folder.command(&binaries.join("initdb"), user, log, "KILL")?;
    command.arg(format!("--pgdata={SEEN_BY_CHILD}/data.new"));
    command.arg(format!("--pwfile={SEEN_BY_CHILD}/password.initdb"));
    command.args([
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
    ]);
    command.args(["--username", SUPERUSER]);
    if speed == Speed::Test {
        command.arg("--no-sync");
    }
    let keeper = Keeper::start(command, Signal::SIGKILL)?;
    let status = tokio::time::timeout(INITDB, keeper.ended()).await;
    fs::remove_file(&password_file)
        .with_context(|| format!("cannot remove {}", password_file.display()))?;
    match status {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(explain(NotReady::Ended(status), &mark)),
        Err(_) => {
            return Err(explain(
                NotReady::Late(anyhow!("initdb did not end within {INITDB:?}")),
                &mark,
            ));
        }
    }
    fs::rename(&draft, folder.join("data"))
        .with_context(|| format!("cannot keep {}", draft.display()))
}

fn configure(command: &mut Command, port: u16, speed: Speed) {
    command.args([
        "-D",
        &format!("{SEEN_BY_CHILD}/data"),
        "-c",
        &format!("port={port}"),
    ]);
    let faster = if speed == Speed::Test {
        TEST_SETTINGS
    } else {
        &[]
    };
    for setting in SETTINGS.iter().chain(faster) {
        command.args(["-c", setting]);
    }
}

async fn answer(port: u16, password: &str) -> Result<()> {
    let mut config = tokio_postgres::Config::new();
    config
        .host("127.0.0.1")
        .port(port)
        .user(SUPERUSER)
        .password(password)
        .dbname("postgres");
    let (client, connection) = config.connect(tokio_postgres::NoTls).await?;
    let connection = tokio::spawn(connection);
    client.simple_query("SELECT 1").await?;
    drop(client);
    connection.await??;
    Ok(())
}

/// What happened and what to do, with the child's own words.
fn explain(not_ready: NotReady, mark: &LogMark) -> anyhow::Error {
    let tail = mark.tail();
    match not_ready {
        NotReady::Ended(status) if status.code() == Some(127) => {
            anyhow!(
                "a program is missing ({status}): install Debian's packages `postgresql` and `util-linux`; {tail}"
            )
        }
        NotReady::Ended(status) => anyhow!("it ended by itself ({status}); {tail}"),
        NotReady::Late(error) => error.context(format!("it did not answer in time; {tail}")),
    }
}
