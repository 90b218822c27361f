//! `gateway serve | openapi | access`.

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
    /// Write who may call which rpc, operation and page to standard output, as a Markdown table.
    Access,
}

fn variables() -> String {
    config::help::<Config>(PREFIX) + &config::help::<TelemetryConfig>(telemetry::PREFIX)
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve => serve(),
        // Without the clock's operation: that is the example's alone.
        Command::Openapi => write(gateway::api::document(false)),
        Command::Access => write(gateway::access_list::table()),
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

fn write(text: anyhow::Result<String>) -> ExitCode {
    let written = text.and_then(|text| Ok(writeln!(std::io::stdout(), "{}", text.trim_end())?));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gateway: {error:#}");
            ExitCode::FAILURE
        }
    }
}
