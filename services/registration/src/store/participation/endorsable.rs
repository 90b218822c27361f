//! Claims that wait for the body above, as its verified admins see them.

use chassis::page::Page;
use diesel::{
    dsl::{exists, select},
    prelude::*,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{Joined, Row, read, state_name};
use crate::{
    domain::participation::{Participation, State},
    error::Error,
    schema::{account, organisation as body, participation},
    store::organisation,
};

/// Whether this account is a verified admin, in the claim's edition, of the body above the claimed one.
pub(super) async fn may(
    conn: &mut AsyncPgConnection,
    claim: &Participation,
    account_id: Uuid,
) -> Result<bool, Error> {
    let Some(parent_code) = &claim.organisation.facts.parent_code else {
        return Ok(false);
    };
    let above = participation::table
        .inner_join(body::table)
        .filter(participation::edition_id.eq(&claim.edition_id))
        .filter(participation::account_id.eq(account_id))
        .filter(participation::state.eq(state_name(State::Verified)))
        .filter(body::code.eq(parent_code));
    Ok(select(exists(above)).get_result(conn).await?)
}

/// The claims of one edition that this account may endorse, oldest first; `after` is the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    account_id: Uuid,
    after: Option<Uuid>,
    size: i64,
) -> Result<Page<Participation>, Error> {
    let above: Vec<Option<String>> = participation::table
        .inner_join(body::table)
        .filter(participation::edition_id.eq(edition_id))
        .filter(participation::account_id.eq(account_id))
        .filter(participation::state.eq(state_name(State::Verified)))
        .select(body::code.nullable())
        .load(conn)
        .await?;
    let waits = participation::edition_id
        .eq(edition_id)
        .and(participation::state.eq(state_name(State::Claimed)))
        .and(body::parent_code.eq_any(above));
    let rows: Vec<Joined> = participation::table
        .inner_join(body::table)
        .inner_join(account::table)
        .filter(waits.clone())
        .filter(participation::id.gt(after.unwrap_or_default()))
        .order(participation::id)
        .limit(size + 1)
        .select((
            Row::as_select(),
            organisation::Row::as_select(),
            account::display_name,
        ))
        .load(conn)
        .await?;
    let total = participation::table
        .inner_join(body::table)
        .filter(waits)
        .count()
        .get_result(conn)
        .await?;
    Page::cut(rows, size, total).try_map(read)
}
