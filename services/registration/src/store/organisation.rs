//! The registry of organisations.

use std::collections::{HashMap, HashSet};

use chassis::page::Page;
use diesel::{dsl::count, pg::Pg, prelude::*, upsert::excluded};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::organisation::{CountedKind, Facts, Organisation},
    schema::{organisation, organisation_kind},
};

/// Rows of one statement; PostgreSQL takes 65535 values.
pub(super) const CHUNK: usize = 1000;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = organisation, check_for_backend(Pg))]
pub(super) struct Row {
    id: Uuid,
    code: String,
    name: String,
    kind: String,
    parent_code: Option<String>,
    district: String,
    source: String,
    version: i64,
}

impl From<Row> for Organisation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            facts: Facts {
                code: row.code,
                name: row.name,
                kind: row.kind,
                parent_code: row.parent_code,
                district: row.district,
                source: row.source,
            },
            version: row.version,
        }
    }
}

impl From<Organisation> for Row {
    fn from(body: Organisation) -> Self {
        Self {
            id: body.id,
            code: body.facts.code,
            name: body.facts.name,
            kind: body.facts.kind,
            parent_code: body.facts.parent_code,
            district: body.facts.district,
            source: body.facts.source,
            version: body.version,
        }
    }
}

/// Which organisations are looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Part of name or code; empty for all.
    pub query: String,
    /// Empty for every kind.
    pub kind: String,
}

/// The kinds of organisation that there are.
pub async fn kinds(conn: &mut AsyncPgConnection) -> QueryResult<HashSet<String>> {
    let codes: Vec<String> = organisation_kind::table
        .select(organisation_kind::code)
        .load(conn)
        .await?;
    Ok(codes.into_iter().collect())
}

/// The kinds with how many bodies are of each, most first.
pub async fn counted_kinds(conn: &mut AsyncPgConnection) -> QueryResult<Vec<CountedKind>> {
    let rows: Vec<(String, String, String, i64)> = organisation_kind::table
        .left_join(organisation::table)
        .group_by(organisation_kind::code)
        .select((
            organisation_kind::code,
            organisation_kind::name,
            organisation_kind::name_en,
            count(organisation::id.nullable()),
        ))
        .order((
            count(organisation::id.nullable()).desc(),
            organisation_kind::code,
        ))
        .load(conn)
        .await?;
    let kinds = rows.into_iter();
    Ok(kinds
        .map(|(code, name, name_en, organisations)| CountedKind {
            code,
            name,
            name_en,
            organisations,
        })
        .collect())
}

/// Every body by its code.
pub(super) async fn known(
    conn: &mut AsyncPgConnection,
) -> QueryResult<HashMap<String, Organisation>> {
    let rows: Vec<Row> = organisation::table
        .select(Row::as_select())
        .load(conn)
        .await?;
    let bodies = rows.into_iter().map(Organisation::from);
    Ok(bodies.map(|body| (body.facts.code.clone(), body)).collect())
}

/// Saves new bodies, and the new state of known ones.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    bodies: Vec<Organisation>,
) -> QueryResult<()> {
    let rows: Vec<Row> = bodies.into_iter().map(Row::from).collect();
    for chunk in rows.chunks(CHUNK) {
        diesel::insert_into(organisation::table)
            .values(chunk)
            .on_conflict(organisation::code)
            .do_update()
            .set((
                organisation::name.eq(excluded(organisation::name)),
                organisation::kind.eq(excluded(organisation::kind)),
                organisation::parent_code.eq(excluded(organisation::parent_code)),
                organisation::district.eq(excluded(organisation::district)),
                organisation::source.eq(excluded(organisation::source)),
                organisation::version.eq(excluded(organisation::version)),
            ))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// The body of this code.
pub async fn find(conn: &mut AsyncPgConnection, code: &str) -> QueryResult<Option<Organisation>> {
    let row: Option<Row> = organisation::table
        .filter(organisation::code.eq(code))
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    Ok(row.map(Organisation::from))
}

/// Bodies by name and code; `after` is name and code of the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted,
    after: Option<(String, String)>,
    size: i64,
) -> QueryResult<Page<Organisation>> {
    let mut rows = matching(wanted)
        .order((organisation::name, organisation::code))
        .limit(size + 1)
        .select(Row::as_select());
    if let Some((name, code)) = after {
        let same_name = organisation::name
            .eq(name.clone())
            .and(organisation::code.gt(code));
        rows = rows.filter(organisation::name.gt(name).or(same_name));
    }
    let rows: Vec<Row> = rows.load(conn).await?;
    let total = matching(wanted).count().get_result(conn).await?;
    let bodies = rows.into_iter().map(Organisation::from).collect();
    Ok(Page::cut(bodies, size, total))
}

fn matching(wanted: &Wanted) -> organisation::BoxedQuery<'static, Pg> {
    let mut query = organisation::table.into_boxed();
    let text = searched(&wanted.query);
    if !text.is_empty() {
        query = query.filter(organisation::search.like(format!("%{text}%")));
    }
    if !wanted.kind.is_empty() {
        query = query.filter(organisation::kind.eq(wanted.kind.clone()));
    }
    query
}

/// The text as the column `search` holds it, with what LIKE would read as a wildcard made plain.
fn searched(query: &str) -> String {
    let mut text = String::new();
    for char in query
        .to_lowercase()
        .chars()
        .filter(|char| !char.is_whitespace())
    {
        if matches!(char, '%' | '_' | '\\') {
            text.push('\\');
        }
        text.push(char);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_forgets_capitals_and_spaces_and_takes_wildcards_for_themselves() {
        assert_eq!(searched(" Babelan  Kota"), "babelankota");
        assert_eq!(searched("100%_\\"), "100\\%\\_\\\\");
    }
}
