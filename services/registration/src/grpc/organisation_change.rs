//! Commands of `fest.registration.v1.OrganisationService` on what a body is called and whether it is there, and their history.

use chassis::{
    caller::{Caller, Context},
    page,
    text::sought,
};
use eventing::idempotency::{Key, once};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ListOrganisationChangesRequest, ListOrganisationChangesResponse, MergeOrganisationsRequest,
        MergeOrganisationsResponse, RenameOrganisationRequest, RenameOrganisationResponse,
        RetireOrganisationRequest, RetireOrganisationResponse,
    },
};

use super::{organisation::Organisations, person};
use crate::{
    contract,
    domain::{
        Refusal,
        organisation_change::{Grounds, KnownChange},
        organisation_life::NewName,
    },
    error::Error,
    store::{
        self, organisation_change,
        organisation_life::{self, Seen},
    },
};

impl Organisations {
    pub(super) async fn rename(
        &self,
        context: Context,
        request: RenameOrganisationRequest,
    ) -> Result<RenameOrganisationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let grounds = self.grounds(&context, &request.since, &request.reason)?;
        let to = NewName::parse(&request.name, &request.new_code)?;
        let seen = Seen {
            code: sought("code", &request.code)?,
            version: request.expected_version,
        };
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let body = organisation_life::rename(conn, clock, seen, to, &grounds).await?;
            Ok(RenameOrganisationResponse {
                organisation: Some(contract::organisation(&body)),
            })
        })
        .await
    }

    pub(super) async fn merge(
        &self,
        context: Context,
        request: MergeOrganisationsRequest,
    ) -> Result<MergeOrganisationsResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let grounds = self.grounds(&context, &request.since, &request.reason)?;
        let successor_code = sought("successor_code", &request.successor_code)?;
        let seen = Seen {
            code: sought("code", &request.code)?,
            version: request.expected_version,
        };
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let merged =
                organisation_life::merge(conn, clock, seen, successor_code, &grounds).await?;
            let (ended, successor) = merged;
            Ok(MergeOrganisationsResponse {
                organisation: Some(contract::organisation(&ended)),
                successor: Some(contract::organisation(&successor)),
            })
        })
        .await
    }

    pub(super) async fn retire(
        &self,
        context: Context,
        request: RetireOrganisationRequest,
    ) -> Result<RetireOrganisationResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let grounds = self.grounds(&context, &request.since, &request.reason)?;
        let seen = Seen {
            code: sought("code", &request.code)?,
            version: request.expected_version,
        };
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let body = organisation_life::retire(conn, clock, seen, &grounds).await?;
            Ok(RetireOrganisationResponse {
                organisation: Some(contract::organisation(&body)),
            })
        })
        .await
    }

    fn grounds(&self, context: &Context, since: &str, reason: &str) -> Result<Grounds, Error> {
        let account_id = person(context)?.account_id;
        let now = self.0.clock.now();
        Ok(Grounds::parse(since, reason, account_id, now)?)
    }

    pub(super) async fn list_changes(
        &self,
        context: Context,
        request: ListOrganisationChangesRequest,
    ) -> Result<ListOrganisationChangesResponse, Error> {
        let after = page::after_id(&request.page_token)?;
        let size = page::size(request.page_size);
        let mut conn = self.0.conn().await?;
        let of = match sought("code", &request.code)? {
            "" => None,
            code => {
                let body = store::organisation::known_by(&mut conn, code, "").await?;
                Some(body.ok_or(Refusal::OrganisationNotFound)?.id)
            }
        };
        let page = organisation_change::list(&mut conn, of, after, size).await?;
        let message = match &context.caller {
            Caller::Person(person) if person.has(Role::Committee) => contract::organisation_change,
            _ => contract::public_organisation_change,
        };
        let cursor = |last: &KnownChange| last.id.to_string();
        let (changes, next_page_token, total_size) = page.encode(cursor, message);
        Ok(ListOrganisationChangesResponse {
            changes,
            next_page_token,
            total_size,
        })
    }
}
