//! Everything that is kept of somebody, as the rows are.

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::{
    QueryableByName,
    sql_types::{Jsonb, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::error::Error;

/// Every table that knows accounts, with the columns that say which: what refers to an account, and what noted its id to outlive it.
const KNOWING: &str = "SELECT place AS table_name, string_agg(field, ', ' ORDER BY field) AS columns FROM ( \
    SELECT conrelid::regclass::text AS place, attname::text AS field FROM pg_constraint \
        JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] \
        WHERE contype = 'f' AND confrelid = 'account'::regclass \
    UNION SELECT quote_ident(table_name), column_name::text FROM information_schema.columns \
        WHERE table_schema = 'public' AND column_name IN ('account_id', 'actor_id') \
    UNION SELECT 'account', 'id') AS known GROUP BY place ORDER BY place";

/// What is not given out of these rows: secrets, and what is other people's.
const WITHHELD: [(&str, &str); 8] = [
    ("account", "password_hash"),
    ("account_code", "code_hash"),
    ("known_device", "token_hash"),
    ("person", "name,position"),
    ("recovery_code", "code_hash"),
    ("second_factor", "secret,last_step"),
    ("second_factor_enrolment", "secret"),
    ("session", "token_hash"),
];

const PERSON: &str = "SELECT jsonb_build_object( \
    'person', to_jsonb(person) - 'nominated_by', \
    'organisation', (SELECT to_jsonb(body) FROM (SELECT code, name, kind, district FROM organisation WHERE id = person.organisation_id) body), \
    'consent_text', (SELECT to_jsonb(consent_text) FROM consent_text WHERE version = person.consent_version) \
    ) AS content FROM person WHERE id = $1";

#[derive(QueryableByName)]
struct Knowing {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    columns: String,
}

impl Knowing {
    /// Its rows of one account, under its name.
    fn rows(&self) -> String {
        let Self {
            table_name,
            columns,
        } = self;
        let withheld = WITHHELD.iter().find(|(table, _)| table == table_name);
        let withheld = withheld.map_or("", |(_, columns)| *columns);
        format!(
            "'{table_name}', (SELECT coalesce(jsonb_agg(to_jsonb(kept) - '{{{withheld}}}'::text[]), '[]') FROM {table_name} kept WHERE $1 IN ({columns}))"
        )
    }
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Jsonb)]
    content: Value,
}

/// What is kept of an account, rows by their table.
pub async fn account(conn: &mut AsyncPgConnection, id: Uuid) -> Result<String, Error> {
    let knowing: Vec<Knowing> = diesel::sql_query(KNOWING).load(conn).await?;
    let tables: Vec<String> = knowing.iter().map(Knowing::rows).collect();
    let query = format!(
        "SELECT jsonb_build_object({}) AS content",
        tables.join(", ")
    );
    written(conn, &query, id).await
}

/// What is kept of a person who can win, with what they consented to.
pub async fn person(conn: &mut AsyncPgConnection, id: Uuid) -> Result<String, Error> {
    written(conn, PERSON, id).await
}

async fn written(conn: &mut AsyncPgConnection, query: &str, id: Uuid) -> Result<String, Error> {
    let mut found: Found = diesel::sql_query(query)
        .bind::<SqlUuid, _>(id)
        .get_result(conn)
        .await?;
    in_one_form(&mut found.content);
    Ok(format!("{:#}", found.content))
}

/// Every moment as the API writes moments. PostgreSQL leaves zeros at the end out, so a length would tell something of chance.
fn in_one_form(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Ok(at) = DateTime::parse_from_rfc3339(text) {
                let at = at.with_timezone(&Utc);
                *text = at.to_rfc3339_opts(SecondsFormat::Micros, true);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(in_one_form),
        Value::Object(fields) => fields.values_mut().for_each(in_one_form),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_one_form_and_the_rest_stays_as_it_is() {
        let mut kept = serde_json::json!({
            "sessions": [{ "created_at": "2024-10-21T09:00:00.1234+07:00" }],
            "name": "2024-10-21", "version": 1, "erased_at": null,
        });
        in_one_form(&mut kept);
        let expected = serde_json::json!({
            "sessions": [{ "created_at": "2024-10-21T02:00:00.123400Z" }],
            "name": "2024-10-21", "version": 1, "erased_at": null,
        });
        assert_eq!(kept, expected);
    }
}
