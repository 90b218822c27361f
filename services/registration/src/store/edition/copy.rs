//! A new edition out of another one.

use chassis::{clock::Clock, error::Violations};
use diesel_async::AsyncPgConnection;

use super::{create, hold};
use crate::{domain::edition::Edition, error::Error, store::category};

/// Saves what `decide` makes of another edition, and that one's categories with it. The source is held: its categories are all of one moment.
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
    Ok(edition)
}
