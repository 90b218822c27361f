//! Entries page by page, oldest draft first: ids sort by the time of their making, and an entry keeps its place when it is submitted.

use chassis::page::Page;
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::Row;
use crate::{
    domain::entry::Entry,
    error::Error,
    schema::{entry, participation_copy},
};

/// Which entries.
#[derive(Clone, Debug)]
pub struct Filter {
    /// This account's in any state; `None` for everybody's submitted ones.
    pub owner: Option<Uuid>,
    /// Those of one edition.
    pub edition_id: Option<String>,
    /// Those of one category.
    pub category_id: Option<Uuid>,
}

/// At most `size` entries behind the one called `after`.
pub async fn list(
    conn: &mut AsyncPgConnection,
    filter: &Filter,
    after: Option<Uuid>,
    size: i64,
) -> Result<Page<Entry>, Error> {
    let total: i64 = filter.query().count().get_result(conn).await?;
    let mut query = filter.query().select(Row::as_select());
    if let Some(after) = after {
        query = query.filter(entry::id.gt(after));
    }
    // One more than asked for tells whether there is a next page.
    let query = query.order(entry::id).limit(size + 1);
    let rows: Vec<Row> = query.load(conn).await?;
    let entries = rows.into_iter().map(Entry::from).collect();
    Ok(Page::cut(entries, size, total))
}

impl Filter {
    fn query(&self) -> entry::BoxedQuery<'_, Pg> {
        let mut query = entry::table.into_boxed();
        match self.owner {
            Some(account_id) => {
                let own = participation_copy::table
                    .filter(participation_copy::account_id.eq(account_id))
                    .select(participation_copy::id);
                query = query.filter(entry::participation_id.eq_any(own));
            }
            None => query = query.filter(entry::submitted_at.is_not_null()),
        }
        if let Some(edition_id) = &self.edition_id {
            query = query.filter(entry::edition_id.eq(edition_id));
        }
        if let Some(category_id) = self.category_id {
            query = query.filter(entry::category_id.eq(category_id));
        }
        query
    }
}
