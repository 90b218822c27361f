//! What handing an entry in costs: through the real gRPC client on a whole `fest up`, next to pgbench running the same SQL on the same
//! PostgreSQL in the same run. Prints p50, p99, rate and CPU; a ratio is worth more than any of them.

// Figures go to the screen.
#![allow(clippy::print_stdout)]
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use fest_proto::{
    registration::v1::{CreateSessionRequest, session_service_client::SessionServiceClient},
    submission::v1::{SubmitEntryRequest, entry_service_client::EntryServiceClient},
};
use serde_json::Value;
use tokio_postgres::NoTls;
use tonic::transport::Channel;

const EDITION: &str = "diskom-fest-2024";
const SEQUENTIAL: usize = 500;
const CONCURRENT: usize = 4000;
const CLIENTS: usize = 16;
const PGBENCH_ENTRIES: usize = 2000;
const PGBENCH_SECONDS: &str = "5";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let fest = Fest::start(folder.path())?;
    let participant = fest.participant()?;
    let token = log_in(&fest, &participant).await?;
    seed(&fest, &participant.email).await?;
    let channel = chassis::client::connect(&fest.grpc("submission")?)?;

    println!("| submit | rate | p50 | p99 | CPU of fest |");
    println!("| --- | --- | --- | --- | --- |");
    let one = load(&fest, &channel, &token, 0..SEQUENTIAL, 1).await?;
    let many = SEQUENTIAL..SEQUENTIAL + CONCURRENT;
    let sixteen = load(&fest, &channel, &token, many, CLIENTS).await?;
    for (clients, rate) in [(1, one), (CLIENTS, sixteen)] {
        let limit = fest.pgbench(clients)?;
        println!("submit is {:.2} of pgbench at c={clients}", rate / limit);
    }
    fest.stop()
}

/// A running platform.
struct Fest {
    child: Child,
    folder: PathBuf,
    endpoints: Value,
}

struct Participant {
    email: String,
    password: String,
}

impl Fest {
    fn start(folder: &Path) -> anyhow::Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let log = fs::File::create(folder.join("log"))?;
        let mut child = Command::new(env!("CARGO_BIN_EXE_fest"))
            .args(["up", "--port", &port.to_string(), "--data-dir"])
            .arg(folder.join("data"))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let mut line = String::new();
        let out = child.stdout.take().context("stdout")?;
        BufReader::new(out).read_line(&mut line)?;
        ensure!(line.starts_with("ready "), "fest did not start");
        let endpoints = fs::read_to_string(folder.join("data/endpoints.json"))?;
        Ok(Self {
            child,
            folder: folder.join("data"),
            endpoints: serde_json::from_str(&endpoints)?,
        })
    }

    fn stop(mut self) -> anyhow::Result<()> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        ensure!(self.child.wait()?.success(), "fest did not stop well");
        Ok(())
    }

    fn text(&self, pointer: &str) -> anyhow::Result<String> {
        let value = self.endpoints.pointer(pointer).and_then(Value::as_str);
        Ok(value.with_context(|| pointer.to_owned())?.to_owned())
    }

    fn grpc(&self, service: &str) -> anyhow::Result<String> {
        Ok(format!(
            "http://{}",
            self.text(&format!("/grpc/{service}"))?
        ))
    }

    fn participant(&self) -> anyhow::Result<Participant> {
        let accounts = fs::read_to_string(self.folder.join("example-accounts.json"))?;
        let accounts: Vec<Value> = serde_json::from_str(&accounts)?;
        let first = accounts.iter().find(|one| one["role"] == "participant");
        let field = |name: &str| {
            first
                .and_then(|one| one[name].as_str())
                .map(ToOwned::to_owned)
        };
        Ok(Participant {
            email: field("email").context("email")?,
            password: field("password").context("password")?,
        })
    }

    /// CPU time of the process with all its programs, PostgreSQL and NATS apart.
    fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> = stat
            .rsplit_once(") ")
            .context("stat")?
            .1
            .split(' ')
            .collect();
        let ticks: u64 = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
        // USER_HZ is 100 on every Linux that we run on.
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Transactions a second of pgbench with the same statements.
    fn pgbench(&self, clients: usize) -> anyhow::Result<f64> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/submit.sql");
        let output = Command::new(pgbench_program()?)
            .args(["-n", "-f", script, "-T", PGBENCH_SECONDS, "-j", "2"])
            .args(["-c", &clients.to_string()])
            .args(["-D", &format!("entries={PGBENCH_ENTRIES}")])
            .args(["-D", &format!("edition={EDITION}")])
            .arg(self.text("/postgres/submission")?)
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let tps = text.lines().find_map(|line| line.strip_prefix("tps = "));
        let tps = tps.and_then(|rest| rest.split(' ').next());
        let tps: f64 = tps
            .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?
            .parse()?;
        println!("pgbench, the same SQL, c={clients}: {tps:.0} a second");
        Ok(tps)
    }
}

fn pgbench_program() -> anyhow::Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").context("PostgreSQL's programs")?;
    let programs = versions
        .flatten()
        .map(|version| version.path().join("bin/pgbench"));
    programs
        .filter(|program| program.exists())
        .max()
        .context("pgbench")
}

async fn log_in(fest: &Fest, participant: &Participant) -> anyhow::Result<String> {
    let channel = chassis::client::connect(&fest.grpc("registration")?)?;
    let request = CreateSessionRequest {
        email: participant.email.clone(),
        password: participant.password.clone(),
    };
    let answer = SessionServiceClient::new(channel)
        .create_session(request)
        .await?;
    Ok(answer.into_inner().access_token.unwrap_or_default().token)
}

/// Drafts of the participant's.
async fn seed(fest: &Fest, email: &str) -> anyhow::Result<()> {
    let connect = async |pointer: &str| {
        let (client, connection) = tokio_postgres::connect(&fest.text(pointer)?, NoTls).await?;
        tokio::spawn(connection);
        anyhow::Ok(client)
    };
    let registration = connect("/postgres/registration").await?;
    let account = registration
        .query_one("SELECT id::text FROM account WHERE email = $1", &[&email])
        .await?
        .get::<_, String>(0);
    let submission = connect("/postgres/submission").await?;
    for (kind, count) in [
        ("submit", SEQUENTIAL + CONCURRENT),
        ("pgbench", PGBENCH_ENTRIES),
    ] {
        let statements = include_str!("seed.sql")
            .replace("{kind}", kind)
            .replace("{count}", &count.to_string())
            .replace("{edition}", EDITION)
            .replace("{account}", &account);
        submission.batch_execute(&statements).await?;
    }
    Ok(())
}

/// Submits each draft of the range once, `clients` at a time, and gives the rate.
async fn load(
    fest: &Fest,
    channel: &Channel,
    token: &str,
    drafts: std::ops::Range<usize>,
    clients: usize,
) -> anyhow::Result<f64> {
    let (next, end) = (Arc::new(AtomicUsize::new(drafts.start)), drafts.end);
    let (began, cpu) = (Instant::now(), fest.cpu()?);
    let workers = (0..clients).map(|_| {
        let (next, token) = (next.clone(), token.to_owned());
        let mut client = EntryServiceClient::new(channel.clone());
        tokio::spawn(async move {
            let mut times = Vec::new();
            loop {
                let draft = next.fetch_add(1, Ordering::Relaxed);
                if draft >= end {
                    return anyhow::Ok(times);
                }
                let mut request = tonic::Request::new(SubmitEntryRequest {
                    request_id: chassis::clock::Clock::system().new_id().to_string(),
                    entry_id: entry_id(draft + 1),
                    expected_version: 1,
                });
                chassis::client::bearer(&mut request, &token)?;
                let sent = Instant::now();
                client.submit_entry(request).await?;
                times.push(sent.elapsed());
            }
        })
    });
    let mut times = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        times.extend(worker.await??);
    }
    let took = began.elapsed();
    let cpu = (fest.cpu()? - cpu) / u32::try_from(times.len())?;
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    let rate = times.len() as f64 / took.as_secs_f64();
    let (p50, p99) = (at(50), at(99));
    println!("| c={clients} | {rate:.0}/s | {p50:.1?} | {p99:.1?} | {cpu:.0?} each |");
    Ok(rate)
}

/// PostgreSQL's `md5('submit' || n)::uuid`, asked of the same function by its definition.
fn entry_id(number: usize) -> String {
    let digest = md5::compute(format!("submit{number}"));
    uuid::Uuid::from_bytes(digest.0).to_string()
}
