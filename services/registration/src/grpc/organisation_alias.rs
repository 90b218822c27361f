//! Commands of `fest.registration.v1.OrganisationService` on aliases.

use chassis::{caller::Context, text::sought};
use eventing::idempotency::{Key, once};
use fest_proto::registration::v1::{
    AddOrganisationAliasRequest, AddOrganisationAliasResponse, OrganisationAliasKind,
};

use super::{organisation::Organisations, person};
use crate::{
    contract,
    domain::organisation_alias::{Alias, AliasKind, Written},
    error::Error,
    store,
};

impl Organisations {
    pub(super) async fn add_alias(
        &self,
        context: Context,
        request: AddOrganisationAliasRequest,
    ) -> Result<AddOrganisationAliasResponse, Error> {
        let key = Key::of(&context, &request.request_id, &request)?;
        let account_id = person(&context)?.account_id;
        let code = sought("code", &request.code)?;
        let written = Written {
            kind: kind(request.kind()),
            system: &request.system,
            value: &request.value,
            valid_from: &request.valid_from,
            valid_until: &request.valid_until,
            source: &request.source,
        };
        let alias = Alias::parse(written, str::to_owned)?;
        let seen = request.expected_version;
        let clock = &self.0.clock;
        once(&mut *self.0.conn().await?, clock, &key, async |conn| {
            let body =
                store::organisation_alias::add(conn, clock, code, seen, alias, account_id).await?;
            let aliases = store::organisation_alias::list(conn, body.id).await?;
            Ok(AddOrganisationAliasResponse {
                organisation: Some(contract::organisation(&body)),
                aliases: aliases.iter().map(contract::organisation_alias).collect(),
            })
        })
        .await
    }
}

const fn kind(kind: OrganisationAliasKind) -> Option<AliasKind> {
    match kind {
        OrganisationAliasKind::Unspecified => None,
        OrganisationAliasKind::FormerCode => Some(AliasKind::FormerCode),
        OrganisationAliasKind::FormerName => Some(AliasKind::FormerName),
        OrganisationAliasKind::Abbreviation => Some(AliasKind::Abbreviation),
        OrganisationAliasKind::ExternalCode => Some(AliasKind::ExternalCode),
    }
}
