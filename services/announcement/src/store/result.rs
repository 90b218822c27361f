//! Results, once they are public.

use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use proof::Salt;
use rules::Exact;
use uuid::Uuid;

use super::{seal, unreadable};
use crate::{
    domain::{
        Refusal,
        result::{CategoryName, Handed, Published, Winner},
    },
    error::Error,
    events,
    schema::{result, seal_copy, winner},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = result, check_for_backend(diesel::pg::Pg))]
struct Row {
    category_id: Uuid,
    category_code: String,
    category_name: String,
    category_name_en: String,
    example: bool,
    revealed_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable, Insertable, Identifiable, Associations)]
#[diesel(table_name = winner, check_for_backend(diesel::pg::Pg))]
#[diesel(primary_key(category_id, place, subject_id))]
#[diesel(belongs_to(Category, foreign_key = category_id))]
struct WinnerRow {
    category_id: Uuid,
    place: i32,
    subject_id: Uuid,
    title: String,
    organisation_code: String,
    organisation_name: String,
    organisation_kind: String,
    total: String,
}

/// What winners are grouped by.
#[derive(Identifiable)]
#[diesel(table_name = result, primary_key(category_id))]
struct Category {
    category_id: Uuid,
}

/// Publishes a result with its event.
///
/// # Errors
/// [`Refusal::ResultRevealed`] when it is there already, what the database says.
pub async fn publish(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    published: &Published,
    handed: &Handed,
) -> Result<(), Error> {
    let row = Row {
        category_id: published.seal.category_id,
        category_code: published.category.code.clone(),
        category_name: published.category.name.clone(),
        category_name_en: published.category.name_en.clone(),
        example: published.example,
        revealed_at: published.revealed_at,
    };
    let content = (
        result::content.eq(&handed.content),
        result::salt.eq(handed.salt.as_bytes().as_slice()),
    );
    let written = diesel::insert_into(result::table)
        .values((row, content))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    // Two reveals at once: the second waits here for the first, and finds it.
    if written == 0 {
        return Err(Refusal::ResultRevealed.into());
    }
    let winners: Vec<WinnerRow> = winner_rows(published);
    diesel::insert_into(winner::table)
        .values(&winners)
        .execute(conn)
        .await?;
    let event = events::result_revealed(published);
    outbox::publish(conn, clock, &published.seal.category_id.to_string(), &event).await?;
    Ok(())
}

fn winner_rows(published: &Published) -> Vec<WinnerRow> {
    published
        .winners
        .iter()
        .map(|winner| WinnerRow {
            category_id: published.seal.category_id,
            place: i32::try_from(winner.place).unwrap_or(i32::MAX),
            subject_id: winner.subject_id,
            title: winner.title.clone(),
            organisation_code: winner.organisation_code.clone(),
            organisation_name: winner.organisation_name.clone(),
            organisation_kind: winner.organisation_kind.clone(),
            total: winner.total.to_string(),
        })
        .collect()
}

/// Every published result of an edition, in the order of their reveals.
pub async fn list(conn: &mut AsyncPgConnection, edition_id: &str) -> QueryResult<Vec<Published>> {
    let rows = result::table
        .inner_join(seal_copy::table)
        .filter(seal_copy::edition_id.eq(edition_id))
        .order(result::position)
        .select((Row::as_select(), seal::Row::as_select()))
        .load::<(Row, seal::Row)>(conn)
        .await?;
    with_winners(conn, rows).await
}

/// One category's published result, with the content and salt that its root stands for.
pub async fn find(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> QueryResult<Option<(Published, Handed)>> {
    let found = result::table
        .inner_join(seal_copy::table)
        .filter(result::category_id.eq(category_id))
        .select((
            Row::as_select(),
            seal::Row::as_select(),
            result::content,
            result::salt,
        ))
        .first::<(Row, seal::Row, Vec<u8>, Vec<u8>)>(conn)
        .await
        .optional()?;
    let Some((row, seal, content, salt)) = found else {
        return Ok(None);
    };
    let salt = Salt::try_from(salt.as_slice()).map_err(|_| unreadable("salt"))?;
    let published = with_winners(conn, vec![(row, seal)]).await?;
    let published = published.into_iter().next();
    Ok(published.map(|published| (published, Handed { content, salt })))
}

async fn with_winners(
    conn: &mut AsyncPgConnection,
    rows: Vec<(Row, seal::Row)>,
) -> QueryResult<Vec<Published>> {
    let categories: Vec<Category> = rows
        .iter()
        .map(|(row, _)| Category {
            category_id: row.category_id,
        })
        .collect();
    let winners: Vec<WinnerRow> = WinnerRow::belonging_to(&categories)
        .order((winner::place, winner::subject_id))
        .select(WinnerRow::as_select())
        .load(conn)
        .await?;
    let winners = winners.grouped_by(&categories);
    rows.into_iter()
        .zip(winners)
        .map(|((row, seal), winners)| {
            let winners: QueryResult<Vec<Winner>> =
                winners.into_iter().map(TryInto::try_into).collect();
            Ok(Published {
                seal: seal.try_into()?,
                category: CategoryName {
                    code: row.category_code,
                    name: row.category_name,
                    name_en: row.category_name_en,
                },
                example: row.example,
                winners: winners?,
                revealed_at: row.revealed_at,
            })
        })
        .collect()
}

impl TryFrom<WinnerRow> for Winner {
    type Error = diesel::result::Error;

    fn try_from(row: WinnerRow) -> QueryResult<Self> {
        Ok(Self {
            place: u32::try_from(row.place).map_err(|_| unreadable("place"))?,
            subject_id: row.subject_id,
            title: row.title,
            organisation_code: row.organisation_code,
            organisation_name: row.organisation_name,
            organisation_kind: row.organisation_kind,
            total: Exact::from_stored(&row.total).map_err(|_| unreadable("total"))?,
        })
    }
}
