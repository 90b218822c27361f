//! `gateway serve`.

use std::process::ExitCode;

use chassis::{config, surroundings::Surroundings, telemetry, telemetry::TelemetryConfig};
use clap::{Parser, Subcommand};
use gateway::config::{Config, PREFIX};

/// HTTP for people and programs.
#[derive(Parser)]
#[command(version, after_help = variables())]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until SIGTERM.
    Serve,
}

fn variables() -> String {
    config::help::<Config>(PREFIX) + &config::help::<TelemetryConfig>(telemetry::PREFIX)
}

fn main() -> ExitCode {
    let Command::Serve = Cli::parse().command;
    telemetry::run_with("gateway", async |registry| {
        let config: Config = config::from_env(PREFIX)?;
        let surroundings =
            Surroundings::of_process(config.listen, config.admin_listen, registry).await?;
        gateway::run(config, surroundings).await
    })
}
