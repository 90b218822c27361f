//! What staged rows would do to each body, for whoever looks before importing.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{Load, compared};
use crate::domain::organisation::{Facts, Organisation, State};

/// What an import would do to a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its line in the file.
    pub line: i64,
    /// As it is; none is there yet of a new one.
    pub before: Option<Organisation>,
    /// As it would be.
    pub after: Organisation,
}

#[derive(QueryableByName)]
struct Compared {
    #[diesel(sql_type = BigInt)]
    line: i64,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    version: i64,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    parent_code: Option<String>,
    #[diesel(sql_type = Text)]
    district: String,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Nullable<Text>)]
    name_before: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    kind_before: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    parent_code_before: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    district_before: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    source_before: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    state_before: Option<String>,
}

impl From<Compared> for Change {
    fn from(row: Compared) -> Self {
        let before = row.name_before.map(|name| Organisation {
            id: row.id,
            facts: Facts {
                code: row.code.clone(),
                name,
                kind: row.kind_before.unwrap_or_default(),
                parent_code: row.parent_code_before,
                district: row.district_before.unwrap_or_default(),
                source: row.source_before.unwrap_or_default(),
            },
            state: match row.state_before.as_deref() {
                Some("retired") => State::Retired,
                _ => State::Active,
            },
            version: row.version - 1,
        });
        let after = Organisation {
            id: row.id,
            facts: Facts {
                code: row.code,
                name: row.name,
                kind: row.kind,
                parent_code: row.parent_code,
                district: row.district,
                source: row.source,
            },
            state: State::Active,
            version: row.version,
        };
        Self {
            line: row.line,
            before,
            after,
        }
    }
}

/// The first bodies that the staged rows would make or change.
pub async fn changes(
    conn: &mut AsyncPgConnection,
    load: Load,
    most: i64,
) -> QueryResult<Vec<Change>> {
    let sql = format!(
        "SELECT * FROM ({}) compared WHERE change <> 'unchanged' ORDER BY line LIMIT {most}",
        compared(load)
    );
    let rows: Vec<Compared> = diesel::sql_query(sql).load(conn).await?;
    Ok(rows.into_iter().map(Change::from).collect())
}
