//! A claim with what was done to it, as its two pages show it.

use fest_proto::registration::v1 as pb;
use tonic::Status;

use crate::{
    api::word,
    app::App,
    pages::{
        Part,
        participation::{Change, Facts, Scan},
    },
    routes::{
        parts::{Missing, ROWS, all, found},
        view::{count, moment, organisation},
        visit::Visit,
    },
};

/// The claim, and what did not answer. Without its history it is shown all the same.
///
/// # Errors
/// `PARTICIPATION_NOT_FOUND`, or what registration says.
pub async fn claim(app: &App, visit: &Visit, id: &str) -> Result<(Facts, Vec<Part>), Status> {
    let request = pb::GetParticipationRequest {
        participation_id: id.to_owned(),
    };
    let mut client = app.clients.participations(&visit.call);
    let (claim, changes) = tokio::join!(client.get_participation(request), changes(app, visit, id));
    let claim = claim?.into_inner().participation.unwrap_or_default();
    let scan = scan(app, visit, &claim.decree_file_id).await;
    let mut missing = Missing::of(visit);
    let changes = missing.take(Part::Registration, changes);
    let scan = missing.take(Part::Registration, scan);
    let facts = Facts {
        scan,
        ..facts(claim, changes)
    };
    Ok((facts, missing.parts()))
}

/// How many verified admins an organisation has. Where that is not told nothing is said of it: the claim is shown all the same.
pub async fn admins(app: &App, visit: &Visit, code: &str) -> u64 {
    let request = pb::CountParticipationAdminsRequest {
        edition_id: visit.edition_id(),
        organisation_code: code.to_owned(),
    };
    let mut client = app.clients.participations(&visit.call);
    match client.count_participation_admins(request).await {
        Ok(answer) => count(answer.into_inner().verified),
        Err(status) => {
            tracing::warn!(error = %chassis::error::chain(&status), "admins were not counted");
            0
        }
    }
}

/// The claim's scan; one that another admin handed in is not this visitor's to see.
async fn scan(app: &App, visit: &Visit, file_id: &str) -> Result<Option<Scan>, Status> {
    if file_id.is_empty() {
        return Ok(None);
    }
    let request = pb::GetFileRequest {
        file_id: file_id.to_owned(),
    };
    let mut client = app.clients.files(&visit.call);
    let answer = found(client.get_file(request).await)?;
    let file = answer.and_then(|answer| answer.into_inner().file);
    Ok(file.map(|file| Scan {
        id: file.id,
        name: file.name,
        content_type: file.content_type,
    }))
}

async fn changes(
    app: &App,
    visit: &Visit,
    id: &str,
) -> Result<Vec<pb::ParticipationChange>, Status> {
    all(|page_token| async move {
        let request = pb::ListParticipationChangesRequest {
            participation_id: id.to_owned(),
            page_size: ROWS,
            page_token,
        };
        let mut client = app.clients.participations(&visit.call);
        let answer = client.list_participation_changes(request).await?;
        let answer = answer.into_inner();
        Ok((answer.changes, answer.next_page_token))
    })
    .await
}

fn facts(claim: pb::Participation, changes: Vec<pb::ParticipationChange>) -> Facts {
    Facts {
        state: claim.state().into(),
        id: claim.id,
        organisation: organisation(claim.organisation.unwrap_or_default()),
        display_name: claim.display_name,
        decree_number: claim.decree_number,
        decree_date: claim.decree_date,
        decree_signer: claim.decree_signer,
        scan: None,
        reason: claim.reason,
        claimed_at: moment(claim.claimed_at),
        version: claim.version,
        changes: with_actors(changes),
    }
}

/// Who was the admin when each change was made is told by the change before it.
fn with_actors(changes: Vec<pb::ParticipationChange>) -> Vec<Change> {
    let mut admin = String::new();
    let mut told = Vec::with_capacity(changes.len());
    for change in changes {
        let by_admin = admin.is_empty() || admin == change.actor_id;
        admin.clone_from(&change.account_id);
        told.push(Change {
            kind: word(change.kind().as_str_name(), "PARTICIPATION_CHANGE_KIND_"),
            actor: change.actor_name,
            by_admin,
            admin: change.account_name,
            reason: change.reason,
            at: moment(change.changed_at),
        });
    }
    told
}
