//! Categories.

mod row;

use chassis::{clock::Clock, page::Page};
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error as DieselError},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use uuid::Uuid;

use self::row::{Row, Values, levels};
use super::{edition, organisation};
use crate::{
    domain::{
        Refusal,
        category::{Category, Draft},
    },
    error::Error,
    events,
    schema::{category, category_level},
};

/// Checks a draft and saves it as a category of its edition.
///
/// # Errors
/// What is wrong with the draft, `EDITION_NOT_FOUND`, `EDITION_LOCKED`, `CATEGORY_TAKEN`, or what the database says.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    draft: Draft,
) -> Result<Category, Error> {
    let kinds = organisation::kinds(conn).await?;
    let category = draft.check(clock.new_id(), &kinds)?;
    // Held, so that a lock of the edition either sees this category or comes before it.
    edition::hold(conn, &category.edition_id)
        .await?
        .must_be_draft()?;
    save_new(conn, clock, &category).await?;
    Ok(category)
}

/// Saves a category that is new, with its event.
///
/// # Errors
/// `CATEGORY_TAKEN`, or what the database says.
pub(super) async fn save_new(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    category: &Category,
) -> Result<(), Error> {
    insert(conn, category).await?;
    let event = events::category_created(category);
    outbox::publish(conn, clock, &category.id.to_string(), &event).await?;
    Ok(())
}

/// Holds the edition, locks the category, and puts in its place what the draft and `decide` make of it; with the event.
///
/// # Errors
/// `CATEGORY_NOT_FOUND`, `EDITION_LOCKED`, what is wrong with the draft, what `decide` says, `CATEGORY_TAKEN`, or what the database says.
pub async fn update(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    draft: Draft,
    decide: impl FnOnce(Category, Category) -> Result<Category, Refusal> + Send,
) -> Result<Category, Error> {
    let kinds = organisation::kinds(conn).await?;
    let before = lock_in_draft(conn, id).await?;
    let draft = Draft {
        edition_id: before.edition_id.clone(),
        intake: Some(before.intake),
        ..draft
    };
    let rewritten = draft.check(id, &kinds)?;
    let after = decide(before, rewritten)?;
    write(conn, &after).await?;
    let event = events::category_changed(&after);
    outbox::publish(conn, clock, &id.to_string(), &event).await?;
    Ok(after)
}

/// Holds the edition, locks the category, and takes it away when `decide` agrees; with the event.
///
/// # Errors
/// `CATEGORY_NOT_FOUND`, `EDITION_LOCKED`, what `decide` says, or what the database says.
pub async fn remove(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    decide: impl FnOnce(Category) -> Result<Category, Refusal> + Send,
) -> Result<(), Error> {
    let before = lock_in_draft(conn, id).await?;
    let removed = decide(before)?;
    diesel::delete(category::table.find(id))
        .execute(conn)
        .await?;
    let event = events::category_removed(&removed);
    outbox::publish(conn, clock, &id.to_string(), &event).await?;
    Ok(())
}

/// The category, for a change of it. The edition comes first, as everywhere, so that nobody waits in a circle.
async fn lock_in_draft(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Category, Error> {
    let found = find(conn, id).await?.ok_or(Refusal::CategoryNotFound)?;
    edition::hold(conn, &found.edition_id)
        .await?
        .must_be_draft()?;
    let locked: Option<Uuid> = category::table
        .find(id)
        .for_update()
        .select(category::id)
        .get_result(conn)
        .await
        .optional()?;
    locked.ok_or(Refusal::CategoryNotFound)?;
    // Read again under the lock: whoever held it before may have changed it.
    let found = find(conn, id).await?;
    Ok(found.ok_or(Refusal::CategoryNotFound)?)
}

async fn insert(conn: &mut AsyncPgConnection, new: &Category) -> Result<(), Error> {
    let identity = (
        category::id.eq(new.id),
        category::edition_id.eq(&new.edition_id),
    );
    let created = diesel::insert_into(category::table)
        .values((identity, Values::from(new)))
        .on_conflict((category::edition_id, category::code))
        .do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::CategoryTaken.into());
    }
    write_levels(conn, new).await
}

async fn write(conn: &mut AsyncPgConnection, after: &Category) -> Result<(), Error> {
    let written = diesel::update(category::table.find(after.id))
        .set(Values::from(after))
        .execute(conn)
        .await;
    // Only the code can be another category's; the row is locked, so its id is our own.
    if let Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) = &written {
        return Err(Refusal::CategoryTaken.into());
    }
    written?;
    let old = category_level::table.filter(category_level::category_id.eq(after.id));
    diesel::delete(old).execute(conn).await?;
    write_levels(conn, after).await
}

async fn write_levels(conn: &mut AsyncPgConnection, category: &Category) -> Result<(), Error> {
    let levels: Vec<_> = (0..)
        .zip(&category.levels)
        .map(|(position, kind)| {
            (
                category_level::category_id.eq(category.id),
                category_level::position.eq(position),
                category_level::kind.eq(kind),
            )
        })
        .collect();
    diesel::insert_into(category_level::table)
        .values(levels)
        .execute(conn)
        .await?;
    Ok(())
}

/// The category of this id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Category>, Error> {
    let row: Option<(Row, Vec<String>)> = category::table
        .find(id)
        .select((Row::as_select(), levels()))
        .get_result(conn)
        .await
        .optional()?;
    row.map(Category::try_from).transpose()
}

/// All of an edition's categories, in the order of their making: a few dozen.
///
/// # Errors
/// What the database says.
pub(super) async fn all(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
) -> Result<Vec<Category>, Error> {
    let rows: Vec<(Row, Vec<String>)> = category::table
        .filter(category::edition_id.eq(edition_id))
        .order(category::id)
        .select((Row::as_select(), levels()))
        .load(conn)
        .await?;
    rows.into_iter().map(Category::try_from).collect()
}

/// An edition's categories in the order of their making; `after` is the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    after: Option<Uuid>,
    size: i64,
) -> Result<Page<Category>, Error> {
    let all = category::table.filter(category::edition_id.eq(edition_id));
    let rows: Vec<(Row, Vec<String>)> = all
        .filter(category::id.gt(after.unwrap_or(Uuid::nil())))
        .order(category::id)
        .limit(size + 1)
        .select((Row::as_select(), levels()))
        .load(conn)
        .await?;
    let rows: Result<Vec<_>, _> = rows.into_iter().map(Category::try_from).collect();
    let total = all.count().get_result(conn).await?;
    Ok(Page::cut(rows?, size, total))
}
