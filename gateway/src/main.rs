//! `gateway serve | openapi`.

use std::{io::Write, process::ExitCode};

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
    /// Write the document of the JSON API, as it is served at `/api/openapi.json`, to standard output.
    Openapi,
}

fn variables() -> String {
    config::help::<Config>(PREFIX) + &config::help::<TelemetryConfig>(telemetry::PREFIX)
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve => serve(),
        Command::Openapi => match write_openapi() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("gateway: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}

fn serve() -> ExitCode {
    telemetry::run_with("gateway", async |registry| {
        let config: Config = config::from_env(PREFIX)?;
        let surroundings =
            Surroundings::of_process(config.listen, config.admin_listen, registry).await?;
        gateway::run(config, surroundings).await
    })
}

fn write_openapi() -> anyhow::Result<()> {
    // Without the clock's operation: that is the example's alone.
    writeln!(std::io::stdout(), "{}", gateway::api::document(false)?)?;
    Ok(())
}
