//! What handing an entry in costs: through the real gRPC client on a whole `fest up`, next to pgbench running the same SQL on the same
//! PostgreSQL in the same run, and with its audit next to without. Prints p50, p99, rate and CPU; a ratio is worth more than any of them.

// Figures go to the screen.
#![allow(clippy::print_stdout)]
mod platform;

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use anyhow::Context;
use fest_proto::submission::v1::{SubmitEntryRequest, entry_service_client::EntryServiceClient};
use tonic::transport::Channel;

use platform::Fest;

const EDITION: &str = "diskom-fest-2024";
const SEQUENTIAL: usize = 500;
const CONCURRENT: usize = 4000;
const CLIENTS: usize = 16;
/// What is submitted with and without the audit by turns, so that both see the same machine.
const TURN: usize = 2000;
const TURNS: usize = 3;
const DRAFTS: usize = SEQUENTIAL + CONCURRENT + 2 * TURNS * TURN;
const PGBENCH_ENTRIES: usize = 2000;
const PGBENCH_SECONDS: &str = "5";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let fest = Fest::start(folder.path())?;
    let participant = fest.account("participant")?;
    let token = fest.log_in(&participant).await?;
    seed(&fest, &participant.email).await?;
    let channel = chassis::client::connect(&fest.grpc("submission")?)?;

    println!("| submit | rate | p50 | p99 | CPU of fest |");
    println!("| --- | --- | --- | --- | --- |");
    let one = load(&fest, &channel, &token, 0..SEQUENTIAL, 1).await?;
    let many = SEQUENTIAL..SEQUENTIAL + CONCURRENT;
    let sixteen = load(&fest, &channel, &token, many, CLIENTS).await?;
    for (clients, rate) in [(1, one), (CLIENTS, sixteen)] {
        let limit = pgbench(&fest, clients)?;
        println!("submit is {:.2} of pgbench at c={clients}", rate / limit);
    }
    let share = audited(&fest, &channel, &token).await?;
    println!("submit with its audit is {share:.2} of submit without at c={CLIENTS}");
    fest.stop()
}

/// The rate with the audit's trigger on over the rate without it: nothing is noted then, so no row is written and none is chained.
async fn audited(fest: &Fest, channel: &Channel, token: &str) -> anyhow::Result<f64> {
    let submission = fest.database("submission").await?;
    let (mut with, mut without) = (0.0, 0.0);
    for turn in 0..2 * TURNS {
        let (state, rates) = match turn % 2 {
            0 => ("ENABLE", &mut with),
            _ => ("DISABLE", &mut without),
        };
        let set = format!("ALTER TABLE entry {state} TRIGGER audit_note");
        submission.batch_execute(&set).await?;
        let first = SEQUENTIAL + CONCURRENT + turn * TURN;
        *rates += load(fest, channel, token, first..first + TURN, CLIENTS).await?;
    }
    let on = "ALTER TABLE entry ENABLE TRIGGER audit_note";
    submission.batch_execute(on).await?;
    Ok(with / without)
}

/// Transactions a second of pgbench with the same statements.
fn pgbench(fest: &Fest, clients: usize) -> anyhow::Result<f64> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/submit.sql");
    let output = Command::new(pgbench_program()?)
        .args(["-n", "-f", script, "-T", PGBENCH_SECONDS, "-j", "2"])
        .args(["-c", &clients.to_string()])
        .args(["-D", &format!("entries={PGBENCH_ENTRIES}")])
        .args(["-D", &format!("edition={EDITION}")])
        .arg(fest.text("/postgres/submission")?)
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

/// Drafts of the participant's.
async fn seed(fest: &Fest, email: &str) -> anyhow::Result<()> {
    let registration = fest.database("registration").await?;
    let account = registration
        .query_one("SELECT id::text FROM account WHERE email = $1", &[&email])
        .await?
        .get::<_, String>(0);
    let submission = fest.database("submission").await?;
    for (kind, count) in [("submit", DRAFTS), ("pgbench", PGBENCH_ENTRIES)] {
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
