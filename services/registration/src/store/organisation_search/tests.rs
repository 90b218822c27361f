use diesel_async::SimpleAsyncConnection;
use eventing::program::Service;
use testkit::TestDatabase;

use super::*;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

/// Twenty thousand villages with names of their own.
async fn many_bodies() -> TestDatabase {
    let migrations = vec![crate::Registration::migrations()];
    let database = testkit::database("registration_search", migrations).await;
    let mut conn = database.pool.get().await.expect("a connection");
    conn.batch_execute(
        "INSERT INTO organisation (id, code, name, kind, district, source, version)
             SELECT gen_random_uuid(), 'x-' || n, 'Desa ' || translate(md5(n::text), '0123456789', 'ghijklmnop'), 'desa', '', 's', 1
             FROM generate_series(1, 20000) n",
    )
    .await
    .expect("many bodies");
    // What autovacuum does in the minutes after an import: the index takes in what it had put aside, and the planner learns of the rows.
    for table in ["organisation", "organisation_word"] {
        let vacuum = format!("VACUUM ANALYZE {table}");
        conn.batch_execute(&vacuum).await.expect("vacuumed");
    }
    database
}

async fn plan(conn: &mut AsyncPgConnection, text: &str, given: Vec<String>) -> String {
    let mut explained = sql_query(format!("EXPLAIN {text}")).into_boxed::<Pg>();
    for text in given {
        explained = explained.bind::<Text, _>(text);
    }
    let lines: Vec<Line> = explained.load(conn).await.expect("a plan");
    let lines: Vec<String> = lines.into_iter().map(|line| line.line).collect();
    lines.join("\n")
}

#[tokio::test]
async fn among_many_bodies_a_search_reads_its_index_and_not_the_table() {
    let database = many_bodies().await;
    let mut conn = database.pool.get().await.expect("a connection");
    let wanted = Wanted::default();
    for query in ["desa abcdef", "3216012007", "x-777", "ab"] {
        let parsed = Query::parse(query);
        let Query::Words(words) = &parsed else {
            panic!("{query}")
        };
        let statement = Statement::search(&wanted, words, &whole(&parsed), None, 50);
        let plan = plan(&mut conn, &statement.text, statement.given).await;
        assert!(plan.contains("organisation_search"), "{query}: {plan}");
        assert!(!plan.contains("Seq Scan"), "{query}: {plan}");
    }
    drop(conn);
    database.finish().await;
}

#[tokio::test]
async fn among_many_bodies_a_page_without_a_query_reads_no_more_than_it_shows() {
    let database = many_bodies().await;
    let mut conn = database.pool.get().await.expect("a connection");
    let statement = Statement::browse(&Wanted::default(), None, 50);
    let plan = plan(&mut conn, &statement.text, statement.given).await;
    assert!(
        plan.contains("Index Scan using organisation_order"),
        "{plan}"
    );
    drop(conn);
    database.finish().await;
}

#[tokio::test]
async fn a_misspelt_word_is_compared_by_the_index_of_words() {
    let database = many_bodies().await;
    let mut conn = database.pool.get().await.expect("a connection");
    let text = RESEMBLANCES.replace("$1", "ARRAY['abcdefgh']");
    let plan = plan(&mut conn, &text, Vec::new()).await;
    assert!(plan.contains("organisation_word_trigrams"), "{plan}");
    drop(conn);
    database.finish().await;
}
