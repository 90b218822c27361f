//! What nominated people consent to.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::{
    domain::{
        Refusal,
        consent::{Consent, Words},
    },
    error::Error,
    schema::consent_text,
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = consent_text, check_for_backend(Pg))]
struct Row {
    version: i32,
    purpose: String,
    purpose_en: String,
    retention: String,
    retention_en: String,
    text: String,
    text_en: String,
    published_at: DateTime<Utc>,
}

impl From<Row> for Consent {
    fn from(row: Row) -> Self {
        Self {
            version: row.version,
            words: Words {
                purpose: [row.purpose, row.purpose_en],
                retention: [row.retention, row.retention_en],
                text: [row.text, row.text_en],
            },
            published_at: row.published_at,
        }
    }
}

impl From<Consent> for Row {
    fn from(consent: Consent) -> Self {
        let [purpose, purpose_en] = consent.words.purpose;
        let [retention, retention_en] = consent.words.retention;
        let [text, text_en] = consent.words.text;
        Self {
            version: consent.version,
            purpose,
            purpose_en,
            retention,
            retention_en,
            text,
            text_en,
            published_at: consent.published_at,
        }
    }
}

/// The version that counts.
pub async fn last(conn: &mut AsyncPgConnection) -> Result<Consent, Error> {
    let row: Option<Row> = consent_text::table
        .order(consent_text::version.desc())
        .select(Row::as_select())
        .first(conn)
        .await
        .optional()?;
    let row = row.ok_or(Error::Row("consent_text"))?;
    Ok(row.into())
}

/// One version.
pub async fn find(conn: &mut AsyncPgConnection, version: i32) -> QueryResult<Option<Consent>> {
    let row: Option<Row> = consent_text::table
        .find(version)
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    Ok(row.map(Consent::from))
}

/// Saves the version that `decide` makes of the last one.
///
/// # Errors
/// What `decide` says, `VERSION_STALE` when another one was published meanwhile, or what the database says.
pub async fn publish(
    conn: &mut AsyncPgConnection,
    decide: impl FnOnce(Consent) -> Result<Consent, Refusal> + Send,
) -> Result<Consent, Error> {
    let next = decide(last(conn).await?)?;
    let created = diesel::insert_into(consent_text::table)
        .values(Row::from(next.clone()))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::VersionStale.into());
    }
    Ok(next)
}
