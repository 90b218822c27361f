//! How far an edition's participation is, counted where the rows are.

use chassis::page::Page;
use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    dsl::{exists, not},
    pg::Pg,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Nullable, Text},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{edition, organisation, reminder};
use crate::{
    domain::{
        Refusal,
        organisation::district_asked,
        progress::{Counts, Progress, Silent},
    },
    error::Error,
    schema::{invitation, organisation as body, participation},
};

/// Each body that is there, or took part before it ended, once, with the claim on it that is furthest, counted by kind, by kecamatan, and in all.
const COUNTED: &str = "
    WITH stand AS (
        SELECT o.kind, o.district, i.id IS NOT NULL AS invited,
            (SELECT max(CASE p.state
                WHEN 'verified' THEN 4 WHEN 'endorsed' THEN 3 WHEN 'claimed' THEN 3 WHEN 'returned' THEN 2 ELSE 1 END)
            FROM participation p WHERE p.organisation_id = o.id AND p.edition_id = $1) AS furthest
        FROM organisation o
        LEFT JOIN invitation i ON i.organisation_id = o.id AND i.edition_id = $1
        -- A body that is no more counts for what it did.
        WHERE o.state = 'active' OR EXISTS (SELECT FROM participation p WHERE p.organisation_id = o.id AND p.edition_id = $1)
    )
    SELECT kind, district,
        count(*) AS organisations,
        count(*) FILTER (WHERE furthest IS NULL) AS silent,
        count(*) FILTER (WHERE furthest IS NULL AND invited) AS invited,
        count(*) FILTER (WHERE furthest = 4) AS verified,
        count(*) FILTER (WHERE furthest = 3) AS waiting,
        count(*) FILTER (WHERE furthest = 2) AS returned,
        count(*) FILTER (WHERE furthest = 1) AS withdrawn
    FROM stand
    GROUP BY GROUPING SETS ((), (kind), (district))
    ORDER BY kind, district = '', district";

#[derive(QueryableByName)]
struct Counted {
    /// Null where not counted by it.
    #[diesel(sql_type = Nullable<Text>)]
    kind: Option<String>,
    /// Null where not counted by it.
    #[diesel(sql_type = Nullable<Text>)]
    district: Option<String>,
    #[diesel(sql_type = BigInt)]
    organisations: i64,
    #[diesel(sql_type = BigInt)]
    silent: i64,
    #[diesel(sql_type = BigInt)]
    invited: i64,
    #[diesel(sql_type = BigInt)]
    verified: i64,
    #[diesel(sql_type = BigInt)]
    waiting: i64,
    #[diesel(sql_type = BigInt)]
    returned: i64,
    #[diesel(sql_type = BigInt)]
    withdrawn: i64,
}

impl Counted {
    const fn counts(&self) -> Counts {
        Counts {
            organisations: self.organisations,
            silent: self.silent,
            invited: self.invited,
            waiting: self.waiting,
            returned: self.returned,
            verified: self.verified,
            withdrawn: self.withdrawn,
        }
    }
}

/// The counts of an edition.
///
/// # Errors
/// `EDITION_NOT_FOUND`.
pub async fn count(conn: &mut AsyncPgConnection, edition_id: &str) -> Result<Progress, Error> {
    let edition = edition::find(conn, edition_id).await?;
    edition.ok_or(Refusal::EditionNotFound)?;
    let rows: Vec<Counted> = sql_query(COUNTED)
        .bind::<Text, _>(edition_id)
        .load(conn)
        .await?;
    let mut progress = Progress::default();
    for row in rows {
        let counts = row.counts();
        match (row.kind, row.district) {
            (Some(kind), _) => progress.kinds.push((kind, counts)),
            (None, Some(district)) => progress.districts.push((district, counts)),
            (None, None) => progress.total = counts,
        }
    }
    Ok(progress)
}

/// Which silent bodies are looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// In which edition.
    pub edition_id: String,
    /// Empty for every kind.
    pub kind: String,
    /// As lists are asked for it.
    pub district: String,
    /// Only those that were invited.
    pub invited: bool,
    /// None of them for all that match the others.
    pub codes: Vec<String>,
}

type Joined = (
    organisation::Row,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
);

/// Silent bodies by name and code; `after` is name and code of the last one seen.
pub async fn silent(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted,
    after: Option<(String, String)>,
    size: i64,
) -> Result<Page<Silent>, Error> {
    let mut rows = load_silent(conn, wanted, after, size + 1).await?;
    let bodies: Vec<Uuid> = rows.iter().map(|one| one.organisation.id).collect();
    let reminded = reminder::last(conn, &wanted.edition_id, &bodies).await?;
    for one in &mut rows {
        one.reminded = reminded.get(&one.organisation.id).copied();
    }
    let total = matching(wanted).count().get_result(conn).await?;
    Ok(Page::cut(rows, size, total))
}

/// At most `limit` of them.
pub(super) async fn load_silent(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted,
    after: Option<(String, String)>,
    limit: i64,
) -> Result<Vec<Silent>, Error> {
    let of_edition = invitation::edition_id.eq(wanted.edition_id.clone());
    let mut rows = matching(wanted)
        .left_join(invitation::table.on(invitation::organisation_id.eq(body::id).and(of_edition)))
        .order((body::name, body::code))
        .limit(limit)
        .select((
            organisation::Row::as_select(),
            invitation::issued_at.nullable(),
            invitation::opened_at.nullable(),
        ));
    if let Some((name, code)) = after {
        let same_name = body::name.eq(name.clone()).and(body::code.gt(code));
        rows = rows.filter(body::name.gt(name).or(same_name));
    }
    let rows: Vec<Joined> = rows.load(conn).await?;
    Ok(rows.into_iter().map(read).collect())
}

fn matching(wanted: &Wanted) -> body::BoxedQuery<'static, Pg> {
    let claimed = participation::table
        .filter(participation::edition_id.eq(wanted.edition_id.clone()))
        .filter(participation::organisation_id.eq(body::id));
    let mut query = body::table
        .filter(body::state.eq(organisation::ACTIVE))
        .filter(not(exists(claimed)))
        .into_boxed();
    if !wanted.kind.is_empty() {
        query = query.filter(body::kind.eq(wanted.kind.clone()));
    }
    if let Some(district) = district_asked(&wanted.district) {
        query = query.filter(body::district.eq(district.to_owned()));
    }
    if wanted.invited {
        let invited = invitation::table
            .filter(invitation::edition_id.eq(wanted.edition_id.clone()))
            .filter(invitation::organisation_id.eq(body::id));
        query = query.filter(exists(invited));
    }
    if !wanted.codes.is_empty() {
        query = query.filter(body::code.eq_any(wanted.codes.clone()));
    }
    query
}

fn read((row, invited_at, opened_at): Joined) -> Silent {
    Silent {
        organisation: row.into(),
        invited_at,
        opened_at,
        reminded: None,
    }
}
