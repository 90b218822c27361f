//! Categories.

use chassis::{clock::Clock, page::Page};
use diesel::{
    dsl::sql,
    expression::SqlLiteral,
    prelude::*,
    sql_types::{Array, Text},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use uuid::Uuid;

use super::{edition, organisation};
use crate::{
    domain::{
        Refusal,
        category::{Category, Draft, Intake, Subject},
    },
    error::Error,
    events,
    schema::{category, category_level},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = category, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    edition_id: String,
    code: String,
    name: String,
    name_en: String,
    field: String,
    subject: String,
    intake: String,
    places: i32,
    proposal: bool,
    version: i64,
}

/// A category's levels, to be selected beside it.
fn levels() -> SqlLiteral<Array<Text>> {
    sql("ARRAY(SELECT kind FROM category_level WHERE category_id = category.id ORDER BY position)")
}

const fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Organisation => "organisation",
        Subject::Person => "person",
        Subject::Work => "work",
    }
}

const fn intake_name(intake: Intake) -> &'static str {
    match intake {
        Intake::Monitored => "monitored",
        Intake::Entered => "entered",
        Intake::Assessed => "assessed",
    }
}

impl TryFrom<(Row, Vec<String>)> for Category {
    type Error = Error;

    fn try_from((row, levels): (Row, Vec<String>)) -> Result<Self, Error> {
        let subjects = [Subject::Organisation, Subject::Person, Subject::Work];
        let subject = subjects
            .into_iter()
            .find(|one| subject_name(*one) == row.subject);
        let intakes = [Intake::Monitored, Intake::Entered, Intake::Assessed];
        let intake = intakes
            .into_iter()
            .find(|one| intake_name(*one) == row.intake);
        Ok(Self {
            id: row.id,
            edition_id: row.edition_id,
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            field: row.field,
            subject: subject.ok_or(Error::Row("category"))?,
            intake: intake.ok_or(Error::Row("category"))?,
            levels,
            places: row.places,
            proposal: row.proposal,
            version: row.version,
        })
    }
}

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
    insert(conn, &category).await?;
    let aggregate = category.id.to_string();
    outbox::publish(
        conn,
        clock,
        &aggregate,
        &events::category_created(&category),
    )
    .await?;
    Ok(category)
}

async fn insert(conn: &mut AsyncPgConnection, new: &Category) -> Result<(), Error> {
    let created = diesel::insert_into(category::table)
        .values((
            category::id.eq(new.id),
            category::edition_id.eq(&new.edition_id),
            category::code.eq(&new.code),
            category::name.eq(&new.name),
            category::name_en.eq(&new.name_en),
            category::field.eq(&new.field),
            category::subject.eq(subject_name(new.subject)),
            category::intake.eq(intake_name(new.intake)),
            category::places.eq(new.places),
            category::proposal.eq(new.proposal),
            category::version.eq(new.version),
        ))
        .on_conflict((category::edition_id, category::code))
        .do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::CategoryTaken.into());
    }
    let levels: Vec<_> = (0..)
        .zip(&new.levels)
        .map(|(position, kind)| {
            (
                category_level::category_id.eq(new.id),
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
