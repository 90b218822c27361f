//! The program `scoring`.

use std::process::ExitCode;

use clap::Parser;
use eventing::program::{Command, execute, variables};
use scoring::Scoring;

/// Rubrics, sheets, rankings and seals of the fest.
#[derive(Parser)]
#[command(after_help = variables::<Scoring>())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    execute::<Scoring>(Arguments::parse().command)
}
