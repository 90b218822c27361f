//! The PostgreSQL that all test processes of one run share.
//!
//! nextest runs `testkit-postgres` before the first test. That program starts itself once more in the background, hands
//! the address on to the tests through nextest, and ends; the one in the background keeps PostgreSQL until nextest is gone
//! (also when it was killed), then removes everything.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::{CommandExt, parent_id};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use children::{Options, Postgres, Speed};

/// The variable in which a test process finds the address of the shared PostgreSQL.
pub const VARIABLE: &str = "TESTKIT_POSTGRES";

const POLL: Duration = Duration::from_millis(200);

/// The shared PostgreSQL's address of `database`, for the superuser.
pub(crate) fn url(database: &str) -> Result<String> {
    let url = env::var_os(VARIABLE).and_then(|url| url.into_string().ok());
    let url = url.with_context(|| {
        format!("{VARIABLE} is not set: run the tests by `make test` or `cargo nextest run --workspace`, which starts their PostgreSQL")
    })?;
    let (server, _) = url
        .rsplit_once('/')
        .context("the address of the shared PostgreSQL names no database")?;
    Ok(format!("{server}/{database}"))
}

/// What nextest runs before the tests: starts the background process and tells nextest the address.
pub fn setup() -> Result<()> {
    let environment = env::var_os("NEXTEST_ENV")
        .context("NEXTEST_ENV is not set: this program is for nextest to run")?;
    let mut keeper = Command::new(env::current_exe()?);
    keeper
        .args(["keep", &parent_id().to_string()])
        .process_group(0);
    let mut keeper = keeper
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let answer = keeper
        .stdout
        .take()
        .context("the background process has no output")?;
    let mut line = String::new();
    BufReader::new(answer).read_line(&mut line)?;
    let Some(url) = line.strip_prefix("url ") else {
        bail!("PostgreSQL for the tests did not start: {line}")
    };
    let mut file = fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(environment)?;
    writeln!(file, "{VARIABLE}={}", url.trim())?;
    Ok(())
}

/// The background process: says `url ...` or what went wrong in one line, then keeps PostgreSQL as long as `run` runs.
pub async fn keep(run: u32) -> Result<()> {
    let folder = tempfile::Builder::new()
        .prefix("testkit-postgres-")
        .tempdir()?;
    let started = Postgres::start(
        folder.path(),
        Options {
            port: None,
            speed: Speed::Test,
        },
    )
    .await;
    let mut output = std::io::stdout();
    let postgres = match started {
        Ok(postgres) => postgres,
        Err(error) => {
            return Ok(writeln!(
                output,
                "{}",
                format!("{error:#}").replace('\n', " | ")
            )?);
        }
    };
    writeln!(output, "url {}", postgres.url("postgres"))?;
    let born = birth(run);
    while born.is_some() && birth(run) == born {
        tokio::time::sleep(POLL).await;
    }
    postgres.stop().await
}

/// When the process `pid` was started, in clock ticks since the machine was; none when it has ended. Together with the
/// number it is never given out twice.
fn birth(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    // Fields 3 and 22 of proc_pid_stat(5), counted from the state, which follows the name.
    let ended = matches!(*fields.first()?, "Z" | "X");
    fields.get(19)?.parse().ok().filter(|_| !ended)
}
