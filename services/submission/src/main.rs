//! The program `submission`.

use std::process::ExitCode;

use clap::Parser;
use eventing::program::{Command, execute, variables};
use submission::Submission;

/// Entries and measured counts of the fest.
#[derive(Parser)]
#[command(after_help = variables::<Submission>())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    execute::<Submission>(Arguments::parse().command)
}
