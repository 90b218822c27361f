//! The program `announcement`.

use std::process::ExitCode;

use announcement::Announcement;
use clap::Parser;
use eventing::program::{Command, execute, variables};

/// Results of the fest, once they are public.
#[derive(Parser)]
#[command(after_help = variables::<Announcement>())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    execute::<Announcement>(Arguments::parse().command)
}
