//! Channels.

mod list;

use chassis::clock::Clock;
use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use uuid::Uuid;

use super::{organisation, platform};
use crate::{
    domain::{
        Refusal,
        channel::{self as rule, Channel, State},
        platform::{Handle, Platform},
    },
    error::Error,
    events,
    schema::{channel, edition, organisation as body, participation, platform as place},
};

pub use list::{Shown, Wanted, list};

#[derive(Queryable, Selectable)]
#[diesel(table_name = channel, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    handle: Option<String>,
    handle_key: Option<String>,
    state: String,
    reason: String,
    declared_at: DateTime<Utc>,
    version: i64,
}

/// A channel with whose and where it is.
type Joined = (Row, organisation::Row, platform::Row);

const fn state_name(state: State) -> &'static str {
    match state {
        State::Declared => "declared",
        State::Verified => "verified",
        State::Returned => "returned",
        State::Removed => "removed",
    }
}

fn read((row, organisation, platform): Joined) -> Result<Channel, Error> {
    let states = [
        State::Declared,
        State::Verified,
        State::Returned,
        State::Removed,
    ];
    let state = states
        .into_iter()
        .find(|state| state_name(*state) == row.state);
    let handle = row.handle.zip(row.handle_key);
    Ok(Channel {
        id: row.id,
        organisation: organisation.into(),
        platform: platform.try_into()?,
        handle: handle.map(|(text, key)| Handle { text, key }),
        state: state.ok_or(Error::Row("channel"))?,
        reason: row.reason,
        declared_at: row.declared_at,
        version: row.version,
    })
}

/// What somebody declares.
pub struct Declaration {
    /// Of which body, by its code.
    pub organisation_code: String,
    /// Where.
    pub platform: Platform,
    /// None states that there is none.
    pub handle: Option<Handle>,
    /// Who says so.
    pub account_id: Uuid,
    /// When; the event's time.
    pub at: DateTime<Utc>,
}

/// Saves a declaration in place of what it replaces.
///
/// # Errors
/// `ORGANISATION_NOT_FOUND`, `CHANNEL_ADMIN_REQUIRED`, `CHANNEL_TAKEN`, `CHANNEL_EXISTS`, or what the database says.
pub async fn declare(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    declaration: Declaration,
) -> Result<Channel, Error> {
    let body = organisation::find(conn, &declaration.organisation_code).await?;
    let body = body.ok_or(Refusal::OrganisationUnclaimable)?;
    must_speak_for(conn, declaration.account_id, body.id).await?;
    // Two admins at once: the second one waits here and then sees what the first one declared.
    body::table
        .find(body.id)
        .for_no_key_update()
        .select(body::id)
        .get_result::<Uuid>(conn)
        .await?;
    let known = known(conn, body.id, &declaration.platform.code).await?;
    for replaced in rule::make_room(known, declaration.handle.as_ref())? {
        write(conn, clock, &replaced.replaced()).await?;
    }
    let id = clock.new_id();
    let (text, key) = match declaration.handle {
        Some(handle) => (Some(handle.text), Some(handle.key)),
        None => (None, None),
    };
    let created = diesel::insert_into(channel::table)
        .values((
            channel::id.eq(id),
            channel::organisation_id.eq(body.id),
            channel::platform.eq(&declaration.platform.code),
            channel::handle.eq(text),
            channel::handle_key.eq(key),
            channel::state.eq(state_name(State::Declared)),
            channel::reason.eq(""),
            channel::declared_by.eq(declaration.account_id),
            channel::declared_at.eq(declaration.at),
            channel::version.eq(1),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::ChannelTaken.into());
    }
    let saved = find(conn, id).await?.ok_or(Error::Row("channel"))?;
    let event = events::channel_declared(&saved);
    outbox::publish(conn, clock, &id.to_string(), &event).await?;
    Ok(saved)
}

/// Takes a channel back, by the word of the account `by`, as `decide` makes of it.
///
/// # Errors
/// `CHANNEL_NOT_FOUND`, `CHANNEL_ADMIN_REQUIRED`, what `decide` says, or what the database says.
pub async fn remove(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    by: Uuid,
    decide: impl FnOnce(Channel) -> Result<Channel, Refusal> + Send,
) -> Result<Channel, Error> {
    let before = hold(conn, id).await?;
    must_speak_for(conn, by, before.organisation.id).await?;
    let after = decide(before)?;
    write(conn, clock, &after).await?;
    Ok(after)
}

/// Locks the row, lets `decide` make the next state of it, and saves that with its event.
///
/// # Errors
/// `CHANNEL_NOT_FOUND`, what `decide` says, or what the database says.
pub async fn update(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    decide: impl FnOnce(Channel) -> Result<Channel, Refusal> + Send,
) -> Result<Channel, Error> {
    let after = decide(hold(conn, id).await?)?;
    write(conn, clock, &after).await?;
    Ok(after)
}

/// The bodies that this account speaks for: as a verified admin, in an edition that is not archived.
pub async fn spoken_for(conn: &mut AsyncPgConnection, account_id: Uuid) -> QueryResult<Vec<Uuid>> {
    participation::table
        .inner_join(edition::table)
        .filter(participation::account_id.eq(account_id))
        .filter(participation::state.eq("verified"))
        .filter(edition::phase.ne("archived"))
        .select(participation::organisation_id)
        .load(conn)
        .await
}

async fn must_speak_for(
    conn: &mut AsyncPgConnection,
    account_id: Uuid,
    organisation_id: Uuid,
) -> Result<(), Error> {
    let spoken_for = spoken_for(conn, account_id).await?;
    if spoken_for.contains(&organisation_id) {
        return Ok(());
    }
    Err(Refusal::ChannelAdminRequired.into())
}

/// What the organisation declared on the platform and has not removed.
async fn known(
    conn: &mut AsyncPgConnection,
    organisation_id: Uuid,
    platform: &str,
) -> Result<Vec<Channel>, Error> {
    let rows: Vec<Joined> = channel::table
        .inner_join(body::table)
        .inner_join(place::table)
        .filter(channel::organisation_id.eq(organisation_id))
        .filter(channel::platform.eq(platform))
        .filter(channel::state.ne(state_name(State::Removed)))
        .order(channel::id)
        .select((
            Row::as_select(),
            organisation::Row::as_select(),
            platform::Row::as_select(),
        ))
        .load(conn)
        .await?;
    rows.into_iter().map(read).collect()
}

async fn hold(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Channel, Error> {
    channel::table
        .find(id)
        .for_update()
        .select(channel::id)
        .get_result::<Uuid>(conn)
        .await
        .optional()?
        .ok_or(Refusal::ChannelNotFound)?;
    find(conn, id).await?.ok_or(Error::Row("channel"))
}

async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Channel>, Error> {
    let row: Option<Joined> = channel::table
        .find(id)
        .inner_join(body::table)
        .inner_join(place::table)
        .select((
            Row::as_select(),
            organisation::Row::as_select(),
            platform::Row::as_select(),
        ))
        .get_result(conn)
        .await
        .optional()?;
    row.map(read).transpose()
}

/// Saves a changed channel with the event that its state is.
async fn write(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    channel: &Channel,
) -> Result<(), Error> {
    diesel::update(channel::table.find(channel.id))
        .set((
            channel::state.eq(state_name(channel.state)),
            channel::reason.eq(&channel.reason),
            channel::version.eq(channel.version),
        ))
        .execute(conn)
        .await?;
    let id = channel.id.to_string();
    match channel.state {
        State::Declared => {
            outbox::publish(conn, clock, &id, &events::channel_declared(channel)).await?;
        }
        State::Verified => {
            outbox::publish(conn, clock, &id, &events::channel_verified(channel)).await?;
        }
        State::Returned => {
            outbox::publish(conn, clock, &id, &events::channel_returned(channel)).await?;
        }
        State::Removed => {
            outbox::publish(conn, clock, &id, &events::channel_removed(channel)).await?;
        }
    }
    Ok(())
}
