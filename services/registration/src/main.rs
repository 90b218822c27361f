//! The program of the registration service.

use std::{
    io::{BufRead, stdin},
    process::ExitCode,
};

use anyhow::Context;
use chassis::{clock::Clock, pool};
use clap::{Parser, Subcommand};
use eventing::program::{self, execute, variables, with_config};
use registration::{NewAccount, Registration, start_account};

/// Editions, categories, organisations, accounts, participations, judges.
#[derive(Parser)]
#[command(version, after_help = variables::<Registration>())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Common(program::Command),
    /// Make the first committee account; its password is the first line of the standard input.
    CreateCommitteeAccount {
        /// Log-in name.
        #[arg(long)]
        email: String,
        /// How pages address the person.
        #[arg(long)]
        display_name: String,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Common(command) => execute::<Registration>(command),
        Command::CreateCommitteeAccount {
            email,
            display_name,
        } => create_committee_account(email, display_name),
    }
}

fn create_committee_account(email: String, display_name: String) -> ExitCode {
    with_config::<Registration, _>(async move |config, _| {
        let mut line = String::new();
        let read = stdin().lock().read_line(&mut line);
        read.context("read the password from the standard input")?;
        let new = NewAccount {
            email,
            display_name,
            password: line.trim_end_matches(['\r', '\n']).to_owned(),
        };
        let pool = pool::connect(&config.service.database_url, 1)?;
        let id = start_account(&pool, &Clock::system(), new).await?;
        tracing::info!(account_id = %id, "committee account made");
        Ok(())
    })
}
