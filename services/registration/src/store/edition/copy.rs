//! A new edition out of another one.

use chassis::{clock::Clock, error::Violations};
use diesel_async::AsyncPgConnection;

use super::{create, hold};
use crate::{
    domain::edition::Edition,
    error::Error,
    store::{category, participation_rule},
};

/// Saves what `decide` makes of another edition, with that one's categories and how its claims are confirmed. The source is held: all of it
/// is of one moment.
///
/// # Errors
/// `EDITION_NOT_FOUND`, what `decide` says, `EDITION_TAKEN`, or what the database says.
pub async fn copy(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    source_id: &str,
    decide: impl FnOnce(&Edition) -> Result<Edition, Violations> + Send,
) -> Result<Edition, Error> {
    let source = hold(conn, source_id).await?;
    let edition = create(conn, clock, decide(&source)?).await?;
    for each in category::all(conn, source_id).await? {
        let copy = each.copy(clock.new_id(), &edition.id);
        category::save_new(conn, clock, &copy).await?;
    }
    let rule = participation_rule::find(conn, source_id).await?;
    if let Some(copy) = rule.copy(&edition.id) {
        participation_rule::save(conn, clock, &copy).await?;
    }
    Ok(edition)
}
