//! Participations.

mod change;
mod command;
mod endorsable;
mod scan;

use chassis::{clock::Clock, page::Page};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{account as accounts, edition, invitation, organisation};
use crate::{
    domain::{
        Refusal,
        invitation::Code,
        organisation::district_asked,
        participation::{ChangeKind, Decree, Participation, State, Touch},
    },
    error::Error,
    schema::{account, organisation as body, participation},
};

pub use change::list as list_changes;
pub use command::{endorse, hand_over, revise, send_back, verify, withdraw};
pub use endorsable::list as list_endorsable;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = participation, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    edition_id: String,
    organisation_id: Uuid,
    account_id: Uuid,
    state: String,
    decree_number: String,
    decree_date: NaiveDate,
    decree_signer: String,
    claimed_at: DateTime<Utc>,
    version: i64,
    reason: String,
    decree_file_id: Option<Uuid>,
}

/// A claim with the body and the admin's name.
type Joined = (Row, organisation::Row, String);

const fn state_name(state: State) -> &'static str {
    match state {
        State::Claimed => "claimed",
        State::Endorsed => "endorsed",
        State::Verified => "verified",
        State::Returned => "returned",
        State::Withdrawn => "withdrawn",
    }
}

fn state_named(name: &str) -> Result<State, Error> {
    let all = [
        State::Claimed,
        State::Endorsed,
        State::Verified,
        State::Returned,
        State::Withdrawn,
    ];
    let mut states = all.into_iter();
    let state = states.find(|state| state_name(*state) == name);
    state.ok_or(Error::Row("participation"))
}

fn read((row, organisation, display_name): Joined) -> Result<Participation, Error> {
    Ok(Participation {
        id: row.id,
        edition_id: row.edition_id,
        organisation: organisation.into(),
        account_id: row.account_id,
        display_name,
        state: state_named(&row.state)?,
        decree: Decree {
            number: row.decree_number,
            date: row.decree_date,
            signer: row.decree_signer,
            file_id: row.decree_file_id,
        },
        reason: row.reason,
        claimed_at: row.claimed_at,
        version: row.version,
    })
}

/// A claim that somebody makes.
pub struct Claim {
    /// In which edition.
    pub edition_id: String,
    /// On which body, by its code.
    pub organisation_code: String,
    /// By whom.
    pub account_id: Uuid,
    /// By which right.
    pub decree: Decree,
    /// With which invitation, if any.
    pub invitation: Option<Code>,
    /// When; the event's time.
    pub at: DateTime<Utc>,
}

/// Saves a claim.
///
/// # Errors
/// `EDITION_NOT_FOUND`, `EDITION_ENDED`, `ORGANISATION_NOT_FOUND`, `ORGANISATION_INACTIVE`, `ACCOUNT_NOT_FOUND`, `PARTICIPATION_TAKEN`, `INVITATION_NOT_FOUND`, or what the database says.
pub async fn claim(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    claim: Claim,
) -> Result<Participation, Error> {
    let edition = edition::hold(conn, &claim.edition_id).await?;
    edition.must_take_claims(claim.at)?;
    let body = organisation::find(conn, &claim.organisation_code).await?;
    let body = body.ok_or(Refusal::OrganisationUnclaimable)?;
    body.must_be_active()?;
    let owner = accounts::find(conn, claim.account_id).await?;
    owner.ok_or(Refusal::AccountGone)?;
    scan::check(conn, claim.decree.file_id, claim.account_id).await?;
    let row = Row {
        id: clock.new_id(),
        edition_id: claim.edition_id,
        organisation_id: body.id,
        account_id: claim.account_id,
        state: state_name(State::Claimed).to_owned(),
        decree_number: claim.decree.number,
        decree_date: claim.decree.date,
        decree_signer: claim.decree.signer,
        claimed_at: claim.at,
        version: 1,
        reason: String::new(),
        decree_file_id: claim.decree.file_id,
    };
    let id = row.id;
    let created = diesel::insert_into(participation::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    if created == 0 {
        return Err(Refusal::ParticipationTaken.into());
    }
    let saved = find(conn, id).await?.ok_or(Error::Row("participation"))?;
    let touch = Touch {
        account_id: claim.account_id,
        is_committee: false,
        expected_version: 0,
        at: claim.at,
    };
    change::note(conn, clock, ChangeKind::Claimed, touch, &saved).await?;
    if let Some(code) = &claim.invitation {
        let by = (saved.edition_id.as_str(), saved.organisation.id, id);
        invitation::answer(conn, clock, code, by).await?;
    }
    Ok(saved)
}

/// The claim of this id.
pub async fn find(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Participation>, Error> {
    let row: Option<Joined> = participation::table
        .find(id)
        .inner_join(body::table)
        .inner_join(account::table)
        .select((
            Row::as_select(),
            organisation::Row::as_select(),
            account::display_name,
        ))
        .get_result(conn)
        .await
        .optional()?;
    row.map(read).transpose()
}

/// How many verified claims there are on a body.
pub async fn count_verified(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    organisation_id: Uuid,
) -> QueryResult<i64> {
    participation::table
        .filter(participation::edition_id.eq(edition_id))
        .filter(participation::organisation_id.eq(organisation_id))
        .filter(participation::state.eq(state_name(State::Verified)))
        .count()
        .get_result(conn)
        .await
}

/// Which claims are looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Empty for every edition.
    pub edition_id: String,
    /// None of them for every state.
    pub states: Vec<State>,
    /// None for everybody's.
    pub account_id: Option<Uuid>,
    /// Of the body; empty for every kind.
    pub kind: String,
    /// Of the body, as lists are asked for it.
    pub district: String,
}

/// Claims, oldest first; `after` is the last one seen.
pub async fn list(
    conn: &mut AsyncPgConnection,
    wanted: &Wanted,
    after: Option<Uuid>,
    size: i64,
) -> Result<Page<Participation>, Error> {
    let mut rows = matching(wanted)
        .inner_join(body::table.on(participation::organisation_id.eq(body::id)))
        .inner_join(account::table.on(participation::account_id.eq(account::id)))
        .order(participation::id)
        .limit(size + 1)
        .select((
            Row::as_select(),
            organisation::Row::as_select(),
            account::display_name,
        ));
    if let Some(after) = after {
        rows = rows.filter(participation::id.gt(after));
    }
    let rows: Vec<Joined> = rows.load(conn).await?;
    let total = matching(wanted).count().get_result(conn).await?;
    let claims: Result<Vec<_>, _> = rows.into_iter().map(read).collect();
    Ok(Page::cut(claims?, size, total))
}

fn matching(wanted: &Wanted) -> participation::BoxedQuery<'static, Pg> {
    let mut query = participation::table.into_boxed();
    if !wanted.edition_id.is_empty() {
        query = query.filter(participation::edition_id.eq(wanted.edition_id.clone()));
    }
    if !wanted.states.is_empty() {
        let names: Vec<_> = wanted.states.iter().copied().map(state_name).collect();
        query = query.filter(participation::state.eq_any(names));
    }
    if let Some(account_id) = wanted.account_id {
        query = query.filter(participation::account_id.eq(account_id));
    }
    if !wanted.kind.is_empty() {
        let bodies = body::table.filter(body::kind.eq(wanted.kind.clone()));
        query = query.filter(participation::organisation_id.eq_any(bodies.select(body::id)));
    }
    if let Some(district) = district_asked(&wanted.district) {
        let bodies = body::table.filter(body::district.eq(district.to_owned()));
        query = query.filter(participation::organisation_id.eq_any(bodies.select(body::id)));
    }
    query
}
