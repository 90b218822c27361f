//! Rubrics, read and written whole.

use chassis::clock::Clock;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use uuid::Uuid;

use crate::{
    domain::{
        Noun, Refusal,
        category::{Category, Edition},
        rubric::CategoryRubric,
    },
    error::Error,
    events,
    schema::rubric,
    store::{category, unreadable},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = rubric, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    category_id: Uuid,
    criteria: serde_json::Value,
    version: i64,
}

/// Gives a category the rubric that `decide` makes of what is there.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    category_id: Uuid,
    decide: impl FnOnce(&Category, &Edition, Option<&CategoryRubric>) -> Result<CategoryRubric, Refusal>
    + Send,
) -> Result<CategoryRubric, Error> {
    let category = category::lock_alone(conn, category_id).await?;
    let edition = category::hold_edition(conn, &category.edition_id).await?;
    let existing = find(conn, category_id).await?;
    let created = decide(&category, &edition, existing.as_ref())?;
    let criteria = serde_json::to_value(&created.rubric);
    let row = Row {
        id: created.id,
        category_id: created.category_id,
        criteria: criteria.map_err(|_| unreadable("a rubric"))?,
        version: created.version,
    };
    diesel::insert_into(rubric::table)
        .values(row)
        .execute(conn)
        .await?;
    let event = events::rubric_created(&created);
    outbox::publish(conn, clock, &created.id.to_string(), &event).await?;
    Ok(created)
}

/// The category's rubric.
pub async fn find(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> Result<Option<CategoryRubric>, Error> {
    let row = rubric::table
        .filter(rubric::category_id.eq(category_id))
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    row.map(Row::rubric).transpose()
}

/// The category's rubric, where there has to be one.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn require(
    conn: &mut AsyncPgConnection,
    category_id: Uuid,
) -> Result<CategoryRubric, Error> {
    let found = find(conn, category_id).await?;
    found.ok_or_else(|| Refusal::NotFound(Noun::Rubric).into())
}

impl Row {
    fn rubric(self) -> Result<CategoryRubric, Error> {
        let rubric = serde_json::from_value(self.criteria);
        Ok(CategoryRubric {
            id: self.id,
            category_id: self.category_id,
            rubric: rubric.map_err(|_| unreadable("a rubric"))?,
            version: self.version,
        })
    }
}
