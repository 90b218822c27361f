//! The example edition: made through the services' own commands, on a clock that runs from January up to where it should stand. Each step has a
//! request id of its own, so a load that was cut off is simply begun again.

mod data;
mod people;
mod steps;

use anyhow::Context;
use chrono::{DateTime, Utc};

use self::{data::ExampleEdition, people::People, steps::Committee};
use crate::{endpoints::Endpoints, folder::DataFolder, programs::Shared};

const LOADED: &str = "example-loaded";

/// Where the example's clock begins.
///
/// # Errors
/// When the data does not fit its form.
pub fn start() -> anyhow::Result<DateTime<Utc>> {
    Ok(ExampleEdition::read()?.steps.set_up_at.to_utc())
}

/// Makes the edition as it stands at `until`, once per folder.
///
/// # Errors
/// When a service refuses or does not answer.
pub async fn load(
    folder: &DataFolder,
    shared: &Shared,
    endpoints: &Endpoints,
    until: DateTime<Utc>,
) -> anyhow::Result<()> {
    if folder.read(LOADED)?.is_some() {
        return Ok(());
    }
    let edition = ExampleEdition::read()?;
    let people = People::remembered(folder)?;
    people
        .first_committee(shared)
        .await
        .context("first account")?;
    let committee = Committee::log_in(endpoints, people).await?;
    let steps = &edition.steps;
    committee.make_accounts().await.context("accounts")?;
    committee
        .import_organisations()
        .await
        .context("organisations")?;
    committee.make_edition(&edition).await.context("edition")?;
    let clock = &shared.clock;
    let reach = |at: DateTime<chrono::FixedOffset>| {
        let at = at.to_utc();
        // What lies after the moment where the clock should stand has not happened yet.
        if at > until {
            return Ok(false);
        }
        if clock.now() < at {
            clock.advance(at)?;
        }
        anyhow::Ok(true)
    };
    if reach(steps.lock_at)? {
        committee.lock_edition(&edition).await.context("lock")?;
    }
    if reach(steps.claim_at)? {
        committee.claim(&edition).await.context("claims")?;
    }
    if reach(steps.verify_at)? {
        committee.verify(&edition).await.context("verification")?;
    }
    if reach(steps.appoint_at)? {
        committee.appoint(&edition).await.context("jurors")?;
    }
    if clock.now() < until {
        clock.advance(until)?;
    }
    folder.write(LOADED, until.to_rfc3339().as_bytes())
}
