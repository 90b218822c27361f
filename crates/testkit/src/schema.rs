//! What a service's tables have to keep.

use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;

use crate::TestDatabase;

/// A foreign key whose columns are not the first ones of any index of its table.
const WITHOUT_INDEX: &str = "
    SELECT c.conrelid::regclass || ' ' || c.conname AS name
    FROM pg_constraint c
    WHERE c.contype = 'f' AND NOT EXISTS (
        SELECT FROM pg_index i
        WHERE i.indrelid = c.conrelid AND i.indpred IS NULL
          AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
    )
    ORDER BY 1";

#[derive(QueryableByName)]
struct ForeignKey {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Fails on a foreign key without an index: a delete of the row it points at would read the whole table.
///
/// # Panics
/// Names each such key.
pub async fn every_foreign_key_has_an_index(database: &TestDatabase) {
    let mut conn = crate::demand(database.pool.get().await.map_err(Into::into));
    let found: Result<Vec<ForeignKey>, _> = sql_query(WITHOUT_INDEX).load(&mut conn).await;
    let names: Vec<String> = crate::demand(found.map_err(Into::into))
        .into_iter()
        .map(|key| key.name)
        .collect();
    assert!(names.is_empty(), "foreign keys without an index: {names:?}");
}
