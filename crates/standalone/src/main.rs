//! `fest`: the whole platform in one process, on a private PostgreSQL and NATS under one data folder. What belongs here: putting the programs
//! together and the example edition. What does not: anything that a program of the cluster would miss.

mod audit;
mod databases;
mod endpoints;
mod example;
mod folder;
mod keys;
mod programs;
mod up;

use std::{path::PathBuf, process::ExitCode};

use chrono::{DateTime, FixedOffset};
use clap::{Args, Parser, Subcommand};
use url::Url;

/// The award platform in one process.
#[derive(Parser)]
#[command(name = "fest", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start everything, print one line when it is ready, and run until SIGTERM.
    Up(Up),
    /// Look into the audit of a running folder.
    #[command(subcommand)]
    Audit(Audit),
    /// Make the first committee account of a running folder; the password is read from standard input.
    CreateCommitteeAccount(CommitteeAccount),
}

#[derive(Subcommand)]
enum Audit {
    /// Compute each service's chain anew and hold it against the checkpoints that all of them keep; names the first row that is wrong.
    Verify {
        /// The folder of a running `fest up`.
        #[arg(long)]
        data_dir: PathBuf,
    },
}

#[derive(Args)]
struct Up {
    /// Where everything is kept, the example's log-ins (example-accounts.json) among it; made at the first start.
    #[arg(long)]
    data_dir: PathBuf,
    /// Port of pages and JSON API on 127.0.0.1; must be free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Start empty, on the system's time.
    #[arg(long)]
    no_example: bool,
    /// Where the example's clock stands at the first start; the committee moves it by POST /api/v1/example/clock.
    #[arg(
        long,
        default_value = "2024-10-21T09:00:00+07:00",
        conflicts_with = "no_example"
    )]
    clock: DateTime<FixedOffset>,
    /// A mail server, smtps://user:password@host; without one each mail becomes a file in the folder mail/ of the data folder.
    #[arg(long, env = "FEST_MAIL_URL", hide_env_values = true)]
    mail_url: Option<Url>,
    /// Sender of the mails.
    #[arg(
        long,
        env = "FEST_MAIL_FROM",
        default_value = "Penghargaan Digital <penghargaan@localhost>"
    )]
    mail_from: String,
    /// Where people reach the pages, for the links in mails; without one it is the address on loopback.
    #[arg(long, env = "FEST_PUBLIC_URL")]
    public_url: Option<Url>,
}

#[derive(Args)]
struct CommitteeAccount {
    /// The folder of a running `fest up`.
    #[arg(long)]
    data_dir: PathBuf,
    /// The log-in name.
    #[arg(long)]
    email: String,
    /// How pages address the person.
    #[arg(long)]
    display_name: String,
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    chassis::telemetry::run_with("fest", async move |registry| match command {
        Command::Up(up) => up::run(up, registry).await,
        Command::Audit(Audit::Verify { data_dir }) => audit::verify(&data_dir).await,
        Command::CreateCommitteeAccount(account) => up::create_committee_account(account).await,
    })
}
