//! What a program says of its audit when it is asked from outside.

use std::{fmt::Arguments, io::Write, path::PathBuf};

use anyhow::{Context as _, bail};
use chassis::{config::ServiceConfig, pool};
use clap::Subcommand;

use super::Service;
use crate::audit::{
    keep::{self, Kept},
    verify::verify,
};

/// What can be asked of an audit.
#[derive(Clone, Debug, Subcommand)]
pub enum Question {
    /// Compute the chain anew and hold it against the checkpoints; names the first row that is wrong.
    Verify {
        /// What `audit checkpoints` of the service that keeps ours printed; without it, only our own are held against it.
        #[arg(long)]
        kept: Option<PathBuf>,
    },
    /// Print the checkpoints that lie here, ours and those kept for others, as lines of JSON.
    Checkpoints,
}

pub(super) async fn answer<S: Service>(
    config: &ServiceConfig,
    question: Question,
) -> anyhow::Result<()> {
    let pool = pool::connect(&config.database_url, 1)?;
    let mut conn = pool.get().await.context("database")?;
    let Question::Verify { kept } = question else {
        for kept in keep::list(&mut conn, None).await? {
            print(format_args!("{}", serde_json::to_string(&kept)?))?;
        }
        return Ok(());
    };
    let service = S::STREAM.service();
    let (_, keys) = config.keys.read(service)?;
    let lines = match kept {
        Some(path) => std::fs::read_to_string(&path).context(path.display().to_string())?,
        None => String::new(),
    };
    let kept: Result<Vec<Kept>, _> = lines.lines().map(serde_json::from_str).collect();
    let kept = kept.context("not the checkpoints of a service")?;
    match verify(&mut conn, service, &keys, &kept).await? {
        Ok(head) => print(format_args!(
            "{service}: {} rows, {}",
            head.count, head.hash
        )),
        Err(fault) => bail!("{service}: {fault}"),
    }
}

fn print(line: Arguments<'_>) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("stdout")
}
