//! The registry of organisations.

use std::collections::HashSet;

use chassis::page::Page;
use diesel::{dsl::count, pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    domain::{
        organisation::{CountedKind, Facts, Organisation, State},
        organisation_file::Kinds,
    },
    schema::{organisation, organisation_kind},
};

/// The state of bodies that are still there.
pub(super) const ACTIVE: &str = "active";

#[derive(Queryable, Selectable)]
#[diesel(table_name = organisation, check_for_backend(Pg))]
pub(super) struct Row {
    id: Uuid,
    code: String,
    name: String,
    kind: String,
    parent_code: Option<String>,
    district: String,
    source: String,
    state: String,
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
            state: match row.state.as_str() {
                ACTIVE => State::Active,
                _ => State::Retired,
            },
            version: row.version,
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

/// The kinds under all their names, for files.
pub async fn kind_words(conn: &mut AsyncPgConnection) -> QueryResult<Kinds> {
    let rows: Vec<(String, String, String)> = organisation_kind::table
        .select((
            organisation_kind::code,
            organisation_kind::name,
            organisation_kind::name_en,
        ))
        .load(conn)
        .await?;
    let mut kinds = Kinds::default();
    for (code, name, name_en) in rows {
        kinds.add(&code, [&name, &name_en]);
    }
    Ok(kinds)
}

/// The kinds with how many bodies are of each, most first.
pub async fn counted_kinds(conn: &mut AsyncPgConnection) -> QueryResult<Vec<CountedKind>> {
    let rows: Vec<(String, String, String, i64)> = organisation_kind::table
        .left_join(
            organisation::table.on(organisation::kind
                .eq(organisation_kind::code)
                .and(organisation::state.eq(ACTIVE))),
        )
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

/// Bodies that are still there, by name and code; `after` is name and code of the last one seen.
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

/// Bodies that are still there, by code; `after` is the code of the last one seen.
pub async fn by_code(
    conn: &mut AsyncPgConnection,
    after: &str,
    size: i64,
) -> QueryResult<Vec<Organisation>> {
    let rows: Vec<Row> = organisation::table
        .filter(organisation::state.eq(ACTIVE))
        .filter(organisation::code.gt(after))
        .order(organisation::code)
        .limit(size)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Organisation::from).collect())
}

fn matching(wanted: &Wanted) -> organisation::BoxedQuery<'static, Pg> {
    let mut query = organisation::table
        .filter(organisation::state.eq(ACTIVE))
        .into_boxed();
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
