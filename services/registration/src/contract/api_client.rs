//! A client as its operator sees it: never its secrets.

use chrono::SubsecRound;
use fest_proto::registration::v1 as contract;

use crate::domain::api_client::{ApiClient, Secret};

pub fn api_client(client: &ApiClient) -> contract::ApiClient {
    let plan = &client.plan;
    let revocation = client.revocation.as_ref();
    contract::ApiClient {
        id: client.id.to_string(),
        name: plan.name.clone(),
        system: plan.system.clone(),
        contact: plan.contact.clone(),
        scopes: plan.scopes.iter().copied().map(i32::from).collect(),
        quota: i32::try_from(plan.quota.get()).unwrap_or(i32::MAX),
        created_at: Some(client.created_at.trunc_subsecs(0).into()),
        created_by: client.created_by.to_string(),
        reason: plan.reason.clone(),
        valid_until: Some(plan.valid_until.trunc_subsecs(0).into()),
        revoked_at: revocation.map(|one| one.at.trunc_subsecs(0).into()),
        revoked_by: revocation.map_or_else(String::new, |one| one.by.to_string()),
        revocation_reason: revocation.map_or_else(String::new, |one| one.reason.clone()),
        secrets: client.secrets.iter().map(secret).collect(),
        version: client.version,
    }
}

fn secret(secret: &Secret) -> contract::ApiClientSecret {
    contract::ApiClientSecret {
        created_at: Some(secret.created_at.trunc_subsecs(0).into()),
        expires_at: secret.expires_at.map(|at| at.trunc_subsecs(0).into()),
    }
}
