//! Looking for organisations. What each question needs is one statement: the rows of a page, and beside each of them how many there are in all.

use chassis::page::Page;
use diesel::{
    pg::Pg,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Integer, Text},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::organisation::Row;
use crate::domain::{
    organisation::{Organisation, district_asked},
    organisation_search::{Query, Resemblance, Word, whole},
};

/// Which organisations are looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Words of name, code or alias; empty for all.
    pub query: String,
    /// Empty for every kind.
    pub kind: String,
    /// Empty for the whole county.
    pub district: String,
    /// Code of the body above; empty for all.
    pub parent_code: String,
    /// Retired and merged ones, too.
    pub include_inactive: bool,
}

/// The last row of a page, which the next one goes on behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// How good a match it was.
    pub rank: i32,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
}

/// A body, and how good a match it is; the best have none before them.
#[derive(Clone, Debug)]
pub struct Match {
    /// The body.
    pub body: Organisation,
    /// Lower is better.
    pub rank: i32,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// A page of it.
    pub page: Page<Match>,
    /// Nothing holds the query as it was written.
    pub is_near: bool,
}

#[derive(QueryableByName)]
struct FoundRow {
    #[diesel(embed)]
    body: Row,
    #[diesel(sql_type = Integer)]
    rank: i32,
    #[diesel(sql_type = BigInt)]
    total: i64,
}

#[derive(QueryableByName)]
struct ResemblanceRow {
    #[diesel(sql_type = Text)]
    asked: String,
    #[diesel(sql_type = Text)]
    known: String,
}

/// For each word of names that holds an asked one, and those that resemble it most.
const RESEMBLANCES: &str = "
    SELECT asked.word AS asked, known.word AS known
    FROM unnest($1) asked (word)
    CROSS JOIN LATERAL (
        (SELECT word FROM organisation_word WHERE word LIKE '%' || asked.word || '%' LIMIT 1)
        UNION ALL
        (SELECT word FROM organisation_word WHERE word % asked.word
         ORDER BY similarity(word, asked.word) DESC, word LIMIT 50)
    ) known";

const COLUMNS: &str =
    "id, code, name, kind, parent_code, district, source, version, state, successor_code";

/// Bodies with every word of the query, the best matches first; where there are none, those with the words that are nearest.
pub async fn list(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted,
    after: Option<&Cursor>,
    size: i64,
) -> QueryResult<Found> {
    let query = Query::parse(&wanted.query);
    let page = matching(conn, wanted, &query, after, size).await?;
    if !page.items().is_empty() {
        return Ok(Found {
            page,
            is_near: false,
        });
    }
    let near = query.corrected(&resemblances(conn, &query).await?);
    let page = match &near {
        Some(near) => matching(conn, wanted, near, after, size).await?,
        None => page,
    };
    Ok(Found {
        page,
        is_near: near.is_some(),
    })
}

async fn resemblances(
    conn: &mut AsyncPgConnection,
    query: &Query,
) -> QueryResult<Vec<Resemblance>> {
    let words = query.correctable();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<ResemblanceRow> = sql_query(RESEMBLANCES)
        .bind::<Array<Text>, _>(words)
        .load(conn)
        .await?;
    let resemblance = |row: ResemblanceRow| Resemblance {
        asked: row.asked,
        known: row.known,
    };
    Ok(rows.into_iter().map(resemblance).collect())
}

async fn matching(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted,
    query: &Query,
    after: Option<&Cursor>,
    size: i64,
) -> QueryResult<Page<Match>> {
    let statement = match query {
        Query::Nothing => return Ok(Page::cut(Vec::new(), size, 0)),
        Query::All => Statement::browse(wanted, after, size),
        Query::Words(words) => Statement::search(wanted, words, &whole(query), after, size),
    };
    let rows: Vec<FoundRow> = statement.load(conn).await?;
    let total = rows.as_slice().first().map_or(0, |row| row.total);
    let matches = rows.into_iter().map(|found| Match {
        body: found.body.into(),
        rank: found.rank,
    });
    Ok(Page::cut(matches.collect(), size, total))
}

/// A statement in the making: its text, and the texts that it is given.
#[derive(Debug, Default)]
struct Statement {
    text: String,
    given: Vec<String>,
}

impl Statement {
    /// Everything, by name. Counted on its own: a window over all rows would have to carry them.
    fn browse(wanted: &Wanted, after: Option<&Cursor>, size: i64) -> Self {
        let mut new = Self::default();
        let conditions = new.conditions(wanted);
        let behind = after.map(|after| {
            let (name, code) = (new.give(&after.name), new.give(&after.code));
            format!(" AND (name, code) > ({name}, {code})")
        });
        new.text = format!(
            "SELECT {COLUMNS}, 0 AS rank, (SELECT count(*) FROM organisation WHERE {conditions}) AS total
             FROM organisation WHERE {conditions}{} ORDER BY name, code LIMIT {}",
            behind.unwrap_or_default(),
            size + 1
        );
        new
    }

    /// What has every word: first where the whole query is one of its words, then where one begins with it.
    fn search(
        wanted: &Wanted,
        words: &[Word],
        whole: &str,
        after: Option<&Cursor>,
        size: i64,
    ) -> Self {
        let mut new = Self::default();
        let mut conditions = new.conditions(wanted);
        // Where a word leads to few names, one that leads to many is compared on these: the index would read through all of its own.
        let are_some_telling = words.iter().any(Word::is_telling);
        for word in words {
            let column = match are_some_telling && !word.is_telling() {
                true => "search || ''",
                false => "search",
            };
            let patterns = word.patterns().map(|pattern| new.give(&pattern));
            let either: Vec<String> = patterns
                .map(|given| format!("{column} LIKE {given}"))
                .collect();
            conditions.push_str(&format!(" AND ({})", either.join(" OR ")));
        }
        let is_word = new.give(&format!("% {whole} %"));
        let begins = new.give(&format!("% {whole}%"));
        let behind = after.map(|after| {
            let (name, code) = (new.give(&after.name), new.give(&after.code));
            format!(
                "WHERE (rank, name, code) > ({}, {name}, {code})",
                after.rank
            )
        });
        new.text = format!(
            "SELECT {COLUMNS}, rank, total FROM (
                 SELECT *, CASE WHEN search LIKE {is_word} THEN 0 WHEN search LIKE {begins} THEN 1 ELSE 2 END AS rank,
                        count(*) OVER () AS total
                 FROM organisation WHERE {conditions}
             ) found {} ORDER BY rank, name, code LIMIT {}",
            behind.unwrap_or_default(),
            size + 1
        );
        new
    }

    /// Keeps a text to be given, and gives its place in the statement.
    fn give(&mut self, text: &str) -> String {
        self.given.push(text.to_owned());
        format!("${}", self.given.len())
    }

    fn conditions(&mut self, wanted: &Wanted) -> String {
        let mut conditions = vec!["TRUE".to_owned()];
        if !wanted.include_inactive {
            conditions.push("state = 'active'".to_owned());
        }
        for (column, text) in [
            ("kind", asked(&wanted.kind)),
            ("district", district_asked(&wanted.district)),
            ("parent_code", asked(&wanted.parent_code)),
        ] {
            if let Some(text) = text {
                let given = self.give(text);
                conditions.push(format!("{column} = {given}"));
            }
        }
        conditions.join(" AND ")
    }

    async fn load(self, conn: &mut AsyncPgConnection) -> QueryResult<Vec<FoundRow>> {
        let mut statement = sql_query(self.text).into_boxed::<Pg>();
        for text in self.given {
            statement = statement.bind::<Text, _>(text);
        }
        statement.load(conn).await
    }
}

/// What is asked for, if anything.
fn asked(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// A kecamatan, and how many active bodies lie in it.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct District {
    /// Its name.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// Active bodies in it.
    #[diesel(sql_type = BigInt)]
    pub organisations: i64,
}

/// Each kecamatan that bodies lie in, by name.
pub async fn districts(conn: &mut AsyncPgConnection) -> QueryResult<Vec<District>> {
    sql_query(
        "SELECT district AS name, count(*) AS organisations FROM organisation
         WHERE district <> '' AND state = 'active' GROUP BY district ORDER BY district",
    )
    .load(conn)
    .await
}

#[cfg(test)]
mod tests;
