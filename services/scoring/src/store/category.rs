//! Copies of categories and editions, and the lock of a category.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rules::rubric::Intake;
use uuid::Uuid;

use crate::{
    domain::{
        Fact, Refusal,
        category::{Category, Edition},
    },
    error::Error,
    schema::{category_copy, edition_copy, seal},
    store::unreadable,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = category_copy, check_for_backend(diesel::pg::Pg))]
pub(crate) struct Row {
    id: Uuid,
    edition_id: String,
    code: String,
    name: String,
    name_en: String,
    monitored: bool,
    places: i32,
    version: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = edition_copy, check_for_backend(diesel::pg::Pg))]
struct EditionRow {
    id: String,
    locked: bool,
    closes_at: chrono::DateTime<chrono::Utc>,
    announces_at: chrono::DateTime<chrono::Utc>,
    version: i64,
}

impl TryFrom<Row> for Category {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let places = u32::try_from(row.places);
        Ok(Self {
            id: row.id,
            edition_id: row.edition_id,
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            intake: match row.monitored {
                true => Intake::Monitored,
                false => Intake::Entered,
            },
            places: places.map_err(|_| unreadable("a category's places"))?,
            version: row.version,
        })
    }
}

/// The category, as far as we know.
///
/// # Errors
/// [`Refusal::Unknown`] when we do not.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Category, Error> {
    let row = category_copy::table
        .find(id)
        .filter(category_copy::removed.eq(false))
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    known(row, id)
}

/// The category, locked for its seal and its rubric: nobody else is changing anything of it.
///
/// # Errors
/// [`Refusal::Unknown`] when we do not know it.
pub async fn lock_alone(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Category, Error> {
    let row = category_copy::table
        .find(id)
        .filter(category_copy::removed.eq(false))
        .select(Row::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()?;
    known(row, id)
}

/// Holds the category open for a change of a ranking's inputs. A seal that is under way is waited for.
///
/// # Errors
/// [`Refusal::Unknown`] when we do not know it, [`Refusal::CategorySealed`].
pub async fn lock_open(conn: &mut AsyncPgConnection, id: Uuid) -> Result<(), Error> {
    match lock_shared(conn, id).await? {
        false => Err(Refusal::Unknown(Fact::Category(id)).into()),
        true if is_sealed(conn, id).await? => Err(Refusal::CategorySealed.into()),
        true => Ok(()),
    }
}

/// Whether the category is sealed; if not, it stays so until the transaction ends. One that we do not know yet cannot be.
pub async fn is_sealed_under_lock(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<bool> {
    Ok(lock_shared(conn, id).await? && is_sealed(conn, id).await?)
}

/// Whether there is such a row to hold.
async fn lock_shared(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<bool> {
    let found = category_copy::table
        .find(id)
        .filter(category_copy::removed.eq(false))
        .select(category_copy::id)
        .for_share()
        .first::<Uuid>(conn)
        .await
        .optional()?;
    Ok(found.is_some())
}

/// Whether the category's result is fixed.
pub async fn is_sealed(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<bool> {
    let of_category = seal::table.filter(seal::category_id.eq(id));
    diesel::select(diesel::dsl::exists(of_category))
        .get_result(conn)
        .await
}

/// The edition, as far as we know.
///
/// # Errors
/// [`Refusal::Unknown`] when we do not.
pub async fn edition(conn: &mut AsyncPgConnection, id: &str) -> Result<Edition, Error> {
    let row = edition_copy::table
        .find(id)
        .select(EditionRow::as_select())
        .first(conn)
        .await
        .optional()?;
    known_edition(row, id)
}

/// [`edition`], held as it is: what is told of it meanwhile waits until the transaction ends. So no change that a lock forbids comes after the lock
/// was heard of.
///
/// # Errors
/// [`Refusal::Unknown`] when we do not know it.
pub async fn hold_edition(conn: &mut AsyncPgConnection, id: &str) -> Result<Edition, Error> {
    let row = edition_copy::table
        .find(id)
        .select(EditionRow::as_select())
        .for_share()
        .first(conn)
        .await
        .optional()?;
    known_edition(row, id)
}

fn known_edition(row: Option<EditionRow>, id: &str) -> Result<Edition, Error> {
    let row = row.ok_or_else(|| Refusal::Unknown(Fact::Edition(id.to_owned())))?;
    Ok(Edition {
        id: row.id,
        locked: row.locked,
        closes_at: row.closes_at,
        announces_at: row.announces_at,
        version: row.version,
    })
}

fn known(row: Option<Row>, id: Uuid) -> Result<Category, Error> {
    row.ok_or(Refusal::Unknown(Fact::Category(id)))?.try_into()
}
