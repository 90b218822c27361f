//! `fest audit`: the audits of all services of one folder, each held against what the others keep of it.

use std::{io::Write, path::Path};

use anyhow::{Context, ensure};
use chassis::{pool, token::KeySet};
use eventing::audit::{keep, verify};

use crate::{
    endpoints::{self, Endpoints},
    folder::DataFolder,
    keys,
};

/// Prints a line for each service.
///
/// # Errors
/// When a chain does not hold, after all of them were looked at; or the folder does not run.
pub async fn verify(data_dir: &Path) -> anyhow::Result<()> {
    let folder = DataFolder::existing(data_dir);
    let endpoints = folder.read(endpoints::FILE)?;
    let endpoints = endpoints.context("this folder was never started with `fest up`")?;
    let endpoints: Endpoints = serde_json::from_str(&endpoints)?;
    let trusted = folder.read(keys::TRUSTED)?.context("no public keys")?;
    let keys = KeySet::from_json(&trusted)?;
    let mut databases = Vec::new();
    let mut kept = Vec::new();
    for (service, url) in &endpoints.postgres {
        let pool = pool::connect(url, 1)?;
        let mut conn = pool.get().await.context("the folder does not run")?;
        kept.extend(keep::list(&mut conn, None).await?);
        databases.push((service, conn));
    }
    let mut out = std::io::stdout();
    let mut whole = true;
    for (service, mut conn) in databases {
        let said = verify::verify(&mut conn, service, &keys, &kept).await?;
        whole &= said.is_ok();
        let line = said.map_or_else(
            |fault| fault,
            |head| format!("{} rows, {}", head.count, head.hash),
        );
        writeln!(out, "{service}: {line}").context("stdout")?;
    }
    ensure!(whole, "the audit does not hold");
    Ok(())
}
