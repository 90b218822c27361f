//! Copies of categories.

use diesel::{prelude::*, query_dsl::methods::FilterDsl, result::QueryResult};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::category::{Category, Intake},
    schema::category_copy as copy,
    store::unreadable,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = copy, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    edition_id: String,
    intake: String,
    levels: Vec<String>,
    version: i64,
    removed: bool,
}

/// Whether there is a category that was told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is there.
    There,
    /// It is no more. Its row stays, so that what was told of it earlier and comes later does not bring it back.
    Removed,
}

/// Stores a category unless the copy is as new.
///
/// # Errors
/// What the database says.
pub async fn save(
    conn: &mut AsyncPgConnection,
    category: &Category,
    standing: Standing,
) -> QueryResult<()> {
    let row = Row {
        id: category.id,
        edition_id: category.edition_id.clone(),
        intake: name(category.intake).to_owned(),
        levels: category.levels.clone(),
        version: category.version,
        removed: standing == Standing::Removed,
    };
    diesel::insert_into(copy::table)
        .values(&row)
        .on_conflict(copy::id)
        .do_update()
        .set(&row)
        .filter(copy::version.lt(row.version))
        .execute(conn)
        .await?;
    Ok(())
}

/// The category of that id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<Category>> {
    let row: Option<Row> = copy::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    there(row)
}

/// Like [`find`]; whoever else comes for the same category this way waits until the transaction ends. Imports and the freeze of one category
/// take turns by it.
pub async fn lock(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<Category>> {
    let row: Option<Row> = copy::table
        .find(id)
        .select(Row::as_select())
        .for_no_key_update()
        .first(conn)
        .await
        .optional()?;
    there(row)
}

fn there(row: Option<Row>) -> QueryResult<Option<Category>> {
    let row = row.filter(|row| !row.removed);
    row.map(TryInto::try_into).transpose()
}

impl TryFrom<Row> for Category {
    type Error = diesel::result::Error;

    fn try_from(row: Row) -> QueryResult<Self> {
        let intakes = [Intake::Monitored, Intake::Entered, Intake::Assessed];
        let mut intakes = intakes.into_iter();
        let intake = intakes.find(|&intake| name(intake) == row.intake);
        Ok(Self {
            id: row.id,
            edition_id: row.edition_id,
            intake: intake.ok_or_else(|| unreadable("intake"))?,
            levels: row.levels,
            version: row.version,
        })
    }
}

const fn name(intake: Intake) -> &'static str {
    match intake {
        Intake::Monitored => "monitored",
        Intake::Entered => "entered",
        Intake::Assessed => "assessed",
    }
}
