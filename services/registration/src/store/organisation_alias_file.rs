//! Imported files of aliases.

use std::collections::HashMap;

use chassis::clock::Clock;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::{organisation, organisation_alias, organisation_change, organisation_life};
use crate::{
    domain::{
        organisation::Organisation, organisation_alias::Alias, organisation_alias_file::Row,
        organisation_alias_plan::Plan,
    },
    error::Error,
};

/// What an import of aliases did.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// How many aliases are new.
    pub created: i32,
    /// How many are changed.
    pub updated: i32,
    /// How many are as they were.
    pub unchanged: i32,
}

/// Loads the rows of a file: all or none, and one event for each body that is changed.
///
/// # Errors
/// What is wrong with the rows, or what the database says.
pub async fn import(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    rows: Vec<Row>,
    account_id: Uuid,
) -> Result<Counts, Error> {
    organisation_life::hold_registry(conn, account_id).await?;
    let codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    let bodies = organisation::with_codes(conn, &codes).await?;
    let ids: Vec<Uuid> = bodies.iter().map(|body| body.id).collect();
    let aliases: Vec<&Alias> = rows.iter().map(|row| &row.alias).collect();
    let ground = organisation_alias::ground(conn, &ids, &aliases).await?;
    let bodies: HashMap<String, Organisation> = bodies
        .into_iter()
        .map(|body| (body.facts.code.clone(), body))
        .collect();
    let plan = Plan::make(rows, &bodies, ground, || clock.new_id()).map_err(Error::Rows)?;
    let counts = Counts {
        created: plan.created,
        updated: plan.updated,
        unchanged: plan.unchanged,
    };
    let changes = plan.changes(account_id, clock.now());
    organisation_alias::write(conn, plan.written).await?;
    for body in plan.changed {
        organisation_life::save(conn, clock, body).await?;
    }
    organisation_change::note(conn, clock, changes).await?;
    Ok(counts)
}
