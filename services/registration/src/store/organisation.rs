//! The registry of organisations.

use std::collections::{HashMap, HashSet};

use diesel::{dsl::count, pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::organisation_alias;
use crate::{
    domain::{
        organisation::{CountedKind, Facts, Organisation, Outdated, State},
        organisation_file::Kinds,
    },
    schema::{organisation, organisation_kind},
};

/// The state of bodies that are still there.
pub(super) const ACTIVE: &str = "active";

#[derive(Queryable, QueryableByName, Selectable)]
#[diesel(table_name = organisation, check_for_backend(Pg))]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) parent_code: Option<String>,
    pub(super) district: String,
    pub(super) source: String,
    pub(super) version: i64,
    pub(super) state: String,
    pub(super) successor_code: Option<String>,
}

impl From<Row> for Organisation {
    fn from(row: Row) -> Self {
        // The schema keeps no other state, and no successor without its state.
        let state = match (row.state.as_str(), row.successor_code) {
            (_, Some(successor_code)) => State::Merged { successor_code },
            ("retired", None) => State::Retired,
            (_, None) => State::Active,
        };
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
            state,
            version: row.version,
        }
    }
}

impl From<Organisation> for Row {
    fn from(body: Organisation) -> Self {
        let (state, successor_code) = match body.state {
            State::Active => ("active", None),
            State::Retired => ("retired", None),
            State::Merged { successor_code } => ("merged", Some(successor_code)),
        };
        Self {
            id: body.id,
            code: body.facts.code,
            name: body.facts.name,
            kind: body.facts.kind,
            parent_code: body.facts.parent_code,
            district: body.facts.district,
            source: body.facts.source,
            version: body.version,
            state: state.to_owned(),
            successor_code,
        }
    }
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
    let of_kind = organisation::kind.eq(organisation_kind::code);
    let active = of_kind.and(organisation::state.eq("active"));
    let rows: Vec<(String, String, String, i64)> = organisation_kind::table
        .left_join(organisation::table.on(active))
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

/// The bodies of these codes.
pub async fn with_codes(
    conn: &mut AsyncPgConnection,
    codes: &[&str],
) -> QueryResult<Vec<Organisation>> {
    let rows: Vec<Row> = organisation::table
        .filter(organisation::code.eq_any(codes))
        .order(organisation::code)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Organisation::from).collect())
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

/// The body of this id.
pub(super) async fn get(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> QueryResult<Option<Organisation>> {
    let row: Option<Row> = organisation::table
        .find(id)
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    Ok(row.map(Organisation::from))
}

/// The bodies right below the one of this code.
pub(super) async fn units(
    conn: &mut AsyncPgConnection,
    code: &str,
) -> QueryResult<Vec<Organisation>> {
    let rows: Vec<Row> = organisation::table
        .filter(organisation::parent_code.eq(code))
        .order(organisation::code)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Organisation::from).collect())
}

/// The bodies that were merged into the one of this code.
pub async fn predecessors(
    conn: &mut AsyncPgConnection,
    code: &str,
) -> QueryResult<Vec<Organisation>> {
    let rows: Vec<Row> = organisation::table
        .filter(organisation::successor_code.eq(code))
        .order(organisation::code)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Organisation::from).collect())
}

/// The codes of all merged bodies, with those of their successors.
pub(super) async fn merged_codes(
    conn: &mut AsyncPgConnection,
) -> QueryResult<HashMap<String, Outdated>> {
    let rows: Vec<(String, Option<String>)> = organisation::table
        .filter(organisation::successor_code.is_not_null())
        .select((organisation::code, organisation::successor_code))
        .load(conn)
        .await?;
    let merged = |(code, successor): (_, Option<String>)| {
        (code, Outdated::Merged(successor.unwrap_or_default()))
    };
    Ok(rows.into_iter().map(merged).collect())
}

/// The body that has or had this code, or stands for it in another system.
pub async fn known_by(
    conn: &mut AsyncPgConnection,
    code: &str,
    system: &str,
) -> QueryResult<Option<Organisation>> {
    let own = match system {
        "" => find(conn, code).await?,
        _ => None,
    };
    match own {
        Some(own) => Ok(Some(own)),
        None => organisation_alias::owner(conn, code, system).await,
    }
}

/// The body that a code leads to: the one known by it, or the successor of that one.
pub async fn resolve(
    conn: &mut AsyncPgConnection,
    code: &str,
    system: &str,
) -> QueryResult<Option<Organisation>> {
    match known_by(conn, code, system).await? {
        Some(Organisation {
            state: State::Merged { successor_code },
            ..
        }) => find(conn, &successor_code).await,
        found => Ok(found),
    }
}
