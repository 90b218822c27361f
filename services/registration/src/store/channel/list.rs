//! Lists of channels.

use chassis::page::Page;
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{Joined, Row, read, state_name};
use crate::{
    domain::channel::{Channel, State},
    error::Error,
    schema::{channel, organisation as body, platform as place},
    store::{organisation, platform},
};

/// Which channels a caller may see.
#[derive(Clone, Debug)]
pub enum Shown {
    /// All of them.
    All,
    /// The verified ones, and all of these bodies.
    Verified(Vec<Uuid>),
}

/// Which channels are looked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// None for every body.
    pub organisation_id: Option<Uuid>,
    /// Empty for every platform.
    pub platform: String,
    /// None for every state.
    pub state: Option<State>,
    /// Which the caller may see.
    pub shown: Shown,
}

/// Channels that are not removed, oldest first; `after` is the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted,
    after: Option<Uuid>,
    size: i64,
) -> Result<Page<Channel>, Error> {
    let mut ids = matching(wanted);
    if let Some(after) = after {
        ids = ids.filter(channel::id.gt(after));
    }
    let rows: Vec<Joined> = channel::table
        .inner_join(body::table)
        .inner_join(place::table)
        .filter(channel::id.eq_any(ids.select(channel::id)))
        .order(channel::id)
        .limit(size + 1)
        .select((
            Row::as_select(),
            organisation::Row::as_select(),
            platform::Row::as_select(),
        ))
        .load(conn)
        .await?;
    let total = matching(wanted).count().get_result(conn).await?;
    Page::cut(rows, size, total).try_map(read)
}

fn matching(wanted: &Wanted) -> channel::BoxedQuery<'_, Pg> {
    let mut query = channel::table
        .filter(channel::state.ne(state_name(State::Removed)))
        .into_boxed();
    if let Some(id) = wanted.organisation_id {
        query = query.filter(channel::organisation_id.eq(id));
    }
    if !wanted.platform.is_empty() {
        query = query.filter(channel::platform.eq(&wanted.platform));
    }
    if let Some(state) = wanted.state {
        query = query.filter(channel::state.eq(state_name(state)));
    }
    match &wanted.shown {
        Shown::All => query,
        Shown::Verified(own) => {
            let verified = channel::state.eq(state_name(State::Verified));
            query.filter(verified.or(channel::organisation_id.eq_any(own)))
        }
    }
}
