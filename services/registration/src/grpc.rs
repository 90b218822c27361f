//! Handlers: decode, call, encode. A rule or a query here has lost its way home.

mod account;
mod api_client;
mod category;
mod channel;
mod edition;
mod file;
mod invitation;
mod judge;
mod organisation;
mod organisation_alias;
mod organisation_change;
mod organisation_import;
mod participation;
mod password_reset;
mod person;
mod progress;
mod reminder;
mod second_factor;
mod session;
mod verification;

use chassis::{
    caller::{Caller, Context, Person, context},
    cipher::Cipher,
    clock::Clock,
    pool::{Connection, Pool},
    server::ServerBuilder,
};
use eventing::program::Parts;
use fest_proto::registration::v1::{
    account_service_server::AccountServiceServer,
    api_client_service_server::ApiClientServiceServer,
    category_service_server::CategoryServiceServer, channel_service_server::ChannelServiceServer,
    edition_service_server::EditionServiceServer, file_service_server::FileServiceServer,
    invitation_service_server::InvitationServiceServer, judge_service_server::JudgeServiceServer,
    organisation_import_service_server::OrganisationImportServiceServer,
    organisation_service_server::OrganisationServiceServer,
    participation_service_server::ParticipationServiceServer,
    password_reset_service_server::PasswordResetServiceServer,
    person_service_server::PersonServiceServer, progress_service_server::ProgressServiceServer,
    reminder_service_server::ReminderServiceServer,
    second_factor_service_server::SecondFactorServiceServer,
    session_service_server::SessionServiceServer,
    verification_service_server::VerificationServiceServer,
};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use crate::{
    domain::Refusal, error::Error, objects::Objects, passwords::Passwords,
    store::organisation_load::Loader, sweep::Sweep,
};

/// A server with all rpcs of the contract.
pub fn serve(
    parts: &Parts,
    objects: Objects,
    loader: Loader,
    cipher: Cipher,
    is_mail_sent: bool,
) -> anyhow::Result<ServerBuilder> {
    let desk = Desk {
        pool: parts.pool.clone(),
        clock: parts.clock.clone(),
    };
    let passwords = Passwords::new()?;
    parts
        .server()?
        .serve(AccountServiceServer::new(account::Accounts {
            desk: desk.clone(),
            passwords: passwords.clone(),
            sweep: Sweep::new(parts.pool.clone(), objects.clone()),
        }))?
        .serve(VerificationServiceServer::new(
            verification::Verifications {
                desk: desk.clone(),
                is_mail_sent,
            },
        ))?
        .serve(PasswordResetServiceServer::new(
            password_reset::PasswordResets {
                desk: desk.clone(),
                passwords: passwords.clone(),
                is_mail_sent,
            },
        ))?
        .serve(SessionServiceServer::new(session::Sessions {
            desk: desk.clone(),
            passwords,
            signing: parts.signing.clone(),
            cipher: cipher.clone(),
        }))?
        .serve(SecondFactorServiceServer::new(
            second_factor::SecondFactors {
                desk: desk.clone(),
                cipher,
            },
        ))?
        .serve(ApiClientServiceServer::new(api_client::ApiClients {
            desk: desk.clone(),
            signing: parts.signing.clone(),
        }))?
        .serve(EditionServiceServer::new(edition::Editions(desk.clone())))?
        .serve(CategoryServiceServer::new(category::Categories(
            desk.clone(),
        )))?
        .serve(ChannelServiceServer::new(channel::Channels(desk.clone())))?
        .serve(OrganisationServiceServer::new(organisation::Organisations(
            desk.clone(),
        )))?
        .serve(ParticipationServiceServer::new(
            participation::Participations(desk.clone()),
        ))?
        .serve(ProgressServiceServer::new(progress::Progress(desk.clone())))?
        .serve(ReminderServiceServer::new(reminder::Reminders(
            desk.clone(),
        )))?
        .serve(InvitationServiceServer::new(invitation::Invitations(
            desk.clone(),
        )))?
        .serve(FileServiceServer::new(file::Files {
            desk: desk.clone(),
            objects: objects.clone(),
        }))?
        .serve(OrganisationImportServiceServer::new(
            organisation_import::Imports::new(desk.clone(), objects, loader),
        ))?
        .serve(PersonServiceServer::new(person::Persons(desk.clone())))?
        .serve(JudgeServiceServer::new(judge::Judges(desk)))
}

/// What every handler needs.
#[derive(Clone)]
struct Desk {
    pool: Pool,
    clock: Clock,
}

impl Desk {
    async fn conn(&self) -> Result<Connection, Error> {
        Ok(self.pool.get().await?)
    }
}

/// Runs the work of a handler on the request and what is known of its caller.
async fn answer<Q, R, W>(
    request: Request<Q>,
    work: impl FnOnce(Context, Q) -> W,
) -> Result<Response<R>, Status>
where
    W: Future<Output = Result<R, Error>>,
{
    let context = context(&request)?;
    let answer = work(context, request.into_inner()).await?;
    Ok(Response::new(answer))
}

fn person(context: &Context) -> Result<&Person, Error> {
    match &context.caller {
        Caller::Person(person) => Ok(person),
        Caller::Anonymous | Caller::Service(_) | Caller::Client(_) => Err(Error::PersonRequired),
    }
}

/// An id in a request. Text that is no id names nothing.
fn id(text: &str, not_found: Refusal) -> Result<Uuid, Refusal> {
    text.parse().map_err(|_| not_found)
}
