//! What may be done to a claim: its row is locked, the rule decides, and row, history and event are saved together.

use chassis::clock::Clock;
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error as DieselError},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{change, endorsable, find, scan, state_name};
use crate::{
    domain::{
        Refusal,
        account::Email,
        participation::{ChangeKind, Decree, Participation, Touch},
    },
    error::Error,
    schema::participation,
    store::{account, edition, participation_rule},
};

/// Confirms a claim.
///
/// # Errors
/// `PARTICIPATION_NOT_FOUND`, what the rule refuses with.
pub async fn verify(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    touch: Touch,
) -> Result<Participation, Error> {
    let claim = hold(conn, id).await?;
    let rule = participation_rule::find(conn, &claim.edition_id).await?;
    let after = claim.verify(touch, &rule)?;
    save(conn, clock, ChangeKind::Verified, touch, after).await
}

/// Backs a claim by the body above.
///
/// # Errors
/// `PARTICIPATION_NOT_FOUND`, what the rule refuses with.
pub async fn endorse(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    touch: Touch,
) -> Result<Participation, Error> {
    let claim = hold(conn, id).await?;
    let is_endorser = endorsable::may(conn, &claim, touch.account_id).await?;
    let after = claim.endorse(touch, is_endorser)?;
    save(conn, clock, ChangeKind::Endorsed, touch, after).await
}

/// Sends a claim back to its owner.
///
/// # Errors
/// `PARTICIPATION_NOT_FOUND`, what the rule refuses with.
pub async fn send_back(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    touch: Touch,
    reason: String,
) -> Result<Participation, Error> {
    let after = hold(conn, id).await?.send_back(touch, reason)?;
    save(conn, clock, ChangeKind::Returned, touch, after).await
}

/// Claims again with another decree, while the edition takes claims.
///
/// # Errors
/// `PARTICIPATION_NOT_FOUND`, `EDITION_ENDED`, what the rule refuses with.
pub async fn revise(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    touch: Touch,
    decree: Decree,
) -> Result<Participation, Error> {
    let before = hold(conn, id).await?;
    let kept = before.decree.file_id;
    let after = before.revise(touch, decree)?;
    // What the claim has already was checked when it came, and may have come from another admin.
    if after.decree.file_id != kept {
        scan::check(conn, after.decree.file_id, touch.account_id).await?;
    }
    let edition = edition::hold(conn, &after.edition_id).await?;
    edition.must_take_claims(touch.at)?;
    save(conn, clock, ChangeKind::Revised, touch, after).await
}

/// Takes a claim back.
///
/// # Errors
/// `PARTICIPATION_NOT_FOUND`, what the rule refuses with.
pub async fn withdraw(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    touch: Touch,
    reason: String,
) -> Result<Participation, Error> {
    let after = hold(conn, id).await?.withdraw(touch, reason)?;
    save(conn, clock, ChangeKind::Withdrawn, touch, after).await
}

/// Gives a participation to the account of this address.
///
/// # Errors
/// `PARTICIPATION_NOT_FOUND`, `ACCOUNT_NOT_FOUND`, `PARTICIPATION_TAKEN`, what the rule refuses with.
pub async fn hand_over(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    id: Uuid,
    touch: Touch,
    (email, decree): (&Email, Decree),
) -> Result<Participation, Error> {
    let claim = hold(conn, id).await?;
    if !touch.is_committee && claim.account_id != touch.account_id {
        // Whose address is known here is not for strangers to try out.
        return Err(Refusal::ParticipationNotFound.into());
    }
    scan::check(conn, decree.file_id, touch.account_id).await?;
    let newcomer = account::find_by_email(conn, email).await?;
    let newcomer = newcomer.ok_or(Refusal::AccountNotFound)?;
    let after = claim.hand_over(touch, (newcomer.id, newcomer.display_name), decree)?;
    let saved = save(conn, clock, ChangeKind::HandedOver, touch, after).await;
    saved.map_err(|error| match error {
        Error::Database(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
            Refusal::HandOverTaken.into()
        }
        other => other,
    })
}

/// The claim of this id, its row locked until the transaction ends.
async fn hold(conn: &mut AsyncPgConnection, id: Uuid) -> Result<Participation, Error> {
    participation::table
        .find(id)
        .for_update()
        .select(participation::id)
        .get_result::<Uuid>(conn)
        .await
        .optional()?
        .ok_or(Refusal::ParticipationNotFound)?;
    find(conn, id).await?.ok_or(Error::Row("participation"))
}

async fn save(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    kind: ChangeKind,
    touch: Touch,
    after: Participation,
) -> Result<Participation, Error> {
    diesel::update(participation::table.find(after.id))
        .set((
            participation::account_id.eq(after.account_id),
            participation::state.eq(state_name(after.state)),
            participation::decree_number.eq(&after.decree.number),
            participation::decree_date.eq(after.decree.date),
            participation::decree_signer.eq(&after.decree.signer),
            participation::decree_file_id.eq(after.decree.file_id),
            participation::reason.eq(&after.reason),
            participation::claimed_at.eq(after.claimed_at),
            participation::version.eq(after.version),
        ))
        .execute(conn)
        .await?;
    change::note(conn, clock, kind, touch, &after).await?;
    Ok(after)
}
