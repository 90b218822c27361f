//! Invitations, and how often wrong codes were tried.

mod guess;

use std::collections::HashMap;

use chassis::{clock::Clock, secret::random_bytes};
use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*, upsert::excluded};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::outbox;
use uuid::Uuid;

use super::{edition, organisation, progress, progress::Wanted};
use crate::{
    domain::{
        Refusal,
        invitation::{Code, Invitation},
        organisation::Organisation,
    },
    error::Error,
    events,
    schema::{invitation, organisation as body},
};

pub use guess::check as check_guesses;

/// The most letters that are made at once.
const MOST: i64 = 1000;

#[derive(Queryable, Selectable)]
#[diesel(table_name = invitation, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    edition_id: String,
    organisation_id: Uuid,
    issued_at: DateTime<Utc>,
    opened_at: Option<DateTime<Utc>>,
    participation_id: Option<Uuid>,
    version: i64,
}

impl From<Row> for Invitation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            edition_id: row.edition_id,
            organisation_id: row.organisation_id,
            issued_at: row.issued_at,
            opened_at: row.opened_at,
            participation_id: row.participation_id,
            version: row.version,
        }
    }
}

/// Invites the silent bodies that match, each with a new code.
///
/// # Errors
/// `EDITION_NOT_FOUND`, `EDITION_ENDED`, `INVITATIONS_NONE`, `INVITATIONS_TOO_MANY`.
pub async fn create(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    wanted: &Wanted,
    at: DateTime<Utc>,
) -> Result<Vec<(Organisation, Code)>, Error> {
    let edition = edition::hold(conn, &wanted.edition_id).await?;
    edition.must_take_claims(at)?;
    let silent = progress::load_silent(conn, wanted, None, MOST + 1).await?;
    let invited: Vec<_> = silent.iter().map(|one| &one.organisation).collect();
    match invited.len() {
        0 => return Err(Refusal::InvitationsNone.into()),
        count if count as i64 > MOST => return Err(Refusal::InvitationsTooMany.into()),
        _ => {}
    }
    let mut known = known(conn, &wanted.edition_id, &invited).await?;
    let mut letters = Vec::with_capacity(invited.len());
    for organisation in invited {
        let code = Code::from_random(random_bytes());
        let invitation = match known.remove(&organisation.id) {
            Some(before) => before.again(at),
            None => Invitation {
                id: clock.new_id(),
                edition_id: wanted.edition_id.clone(),
                organisation_id: organisation.id,
                issued_at: at,
                opened_at: None,
                participation_id: None,
                version: 1,
            },
        };
        letters.push((organisation.clone(), code, invitation));
    }
    write(conn, &letters).await?;
    for (_, _, invitation) in &letters {
        let event = events::invitation_created(invitation);
        outbox::publish(conn, clock, &invitation.id.to_string(), &event).await?;
    }
    let letters = letters.into_iter();
    Ok(letters
        .map(|(organisation, code, _)| (organisation, code))
        .collect())
}

/// The invitations that these bodies have, by their ids; locked, so that nobody opens one that ends.
async fn known(
    conn: &mut AsyncPgConnection,
    edition_id: &str,
    bodies: &[&Organisation],
) -> Result<HashMap<Uuid, Invitation>, Error> {
    let ids: Vec<Uuid> = bodies.iter().map(|body| body.id).collect();
    let rows: Vec<Row> = invitation::table
        .filter(invitation::edition_id.eq(edition_id))
        .filter(invitation::organisation_id.eq_any(ids))
        .order(invitation::id)
        .for_update()
        .select(Row::as_select())
        .load(conn)
        .await?;
    let invitations = rows.into_iter().map(Invitation::from);
    Ok(invitations.map(|one| (one.organisation_id, one)).collect())
}

async fn write(
    conn: &mut AsyncPgConnection,
    letters: &[(Organisation, Code, Invitation)],
) -> QueryResult<()> {
    let values = letters.iter().map(|(_, code, invitation)| {
        (
            invitation::id.eq(invitation.id),
            invitation::edition_id.eq(&invitation.edition_id),
            invitation::organisation_id.eq(invitation.organisation_id),
            invitation::code_hash.eq(code.hash().to_vec()),
            invitation::issued_at.eq(invitation.issued_at),
            invitation::opened_at.eq(invitation.opened_at),
            invitation::participation_id.eq(invitation.participation_id),
            invitation::version.eq(invitation.version),
        )
    });
    diesel::insert_into(invitation::table)
        .values(values.collect::<Vec<_>>())
        .on_conflict((invitation::edition_id, invitation::organisation_id))
        .do_update()
        .set((
            invitation::code_hash.eq(excluded(invitation::code_hash)),
            invitation::issued_at.eq(excluded(invitation::issued_at)),
            invitation::opened_at.eq(excluded(invitation::opened_at)),
            invitation::version.eq(excluded(invitation::version)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The invitation with this code, opened now unless it was before, and whom it invites. For use inside a transaction.
///
/// # Errors
/// `INVITATION_NOT_FOUND`.
pub async fn open(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    code: &Code,
    at: DateTime<Utc>,
) -> Result<(Invitation, Organisation), Error> {
    let found = find(conn, code).await?;
    let (invitation, organisation) = found.ok_or(Refusal::InvitationNotFound)?;
    let Some(opened) = invitation.open(at) else {
        return Ok((invitation, organisation));
    };
    diesel::update(invitation::table.find(opened.id))
        .set((
            invitation::opened_at.eq(opened.opened_at),
            invitation::version.eq(opened.version),
        ))
        .execute(conn)
        .await?;
    let event = events::invitation_opened(&opened);
    outbox::publish(conn, clock, &opened.id.to_string(), &event).await?;
    Ok((opened, organisation))
}

/// Notes that a claim answers the invitation with this code.
///
/// # Errors
/// `INVITATION_NOT_FOUND`, also for one to somebody else.
pub(super) async fn answer(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    code: &Code,
    (edition_id, organisation_id, participation_id): (&str, Uuid, Uuid),
) -> Result<(), Error> {
    let found = find(conn, code).await?;
    let (invitation, _) = found.ok_or(Refusal::InvitationUnclaimable)?;
    let answered = invitation.answer(edition_id, organisation_id, participation_id)?;
    let Some(answered) = answered else {
        return Ok(());
    };
    diesel::update(invitation::table.find(answered.id))
        .set((
            invitation::participation_id.eq(answered.participation_id),
            invitation::version.eq(answered.version),
        ))
        .execute(conn)
        .await?;
    let event = events::invitation_answered(&answered);
    outbox::publish(conn, clock, &answered.id.to_string(), &event).await?;
    Ok(())
}

/// The invitation with this code, its row locked, and whom it invites.
async fn find(
    conn: &mut AsyncPgConnection,
    code: &Code,
) -> QueryResult<Option<(Invitation, Organisation)>> {
    let row: Option<Row> = invitation::table
        .filter(invitation::code_hash.eq(code.hash().to_vec()))
        .for_update()
        .select(Row::as_select())
        .get_result(conn)
        .await
        .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    let organisation: organisation::Row = body::table
        .find(row.organisation_id)
        .select(organisation::Row::as_select())
        .get_result(conn)
        .await?;
    Ok(Some((row.into(), organisation.into())))
}
