//! Who may call what, as one table for auditors and operators: made from the contract and from the rules that the layers enforce, so that it
//! cannot say anything else than they do.

use std::fmt::Write as _;

use chassis::{access::AccessTable, token::scope_name};
use fest_proto::access::v1::Access;

use crate::{admission::Rules, api, routes};

/// Every rpc, every operation of the JSON API and every page, each with who may call it; a Markdown table, sorted by address.
///
/// # Errors
/// When an rpc, an operation or a page has no rule.
pub fn table() -> anyhow::Result<String> {
    let contract = AccessTable::read(fest_proto::DESCRIPTOR_SET)?;
    let mut rows: Vec<[String; 3]> = Vec::new();
    for (path, access) in contract.rpcs() {
        let who = access.map_or_else(|| "nobody".to_owned(), who);
        rows.push(["gRPC".to_owned(), path.to_owned(), who]);
    }
    rows.extend(routed(&api::rules()?));
    rows.extend(routed(&routes::pages().rules()?));
    rows.sort_by(|one, other| one[1].cmp(&other[1]).then_with(|| one.cmp(other)));
    let mut table = "| by | address | who may call it |\n| --- | --- | --- |\n".to_owned();
    for [by, address, who] in rows {
        // A string takes every line.
        let _ = writeln!(table, "| {by} | `{address}` | {who} |");
    }
    Ok(table)
}

fn routed(rules: &Rules) -> impl Iterator<Item = [String; 3]> {
    rules
        .iter()
        .map(|(method, path, access)| [method.to_string(), path.to_owned(), who(access)])
}

/// "everybody", or roles, services and scopes by name.
fn who(access: &Access) -> String {
    if access.is_public {
        return "everybody".to_owned();
    }
    let roles = access.roles().map(|role| {
        let name = role.as_str_name().trim_start_matches("ROLE_");
        name.to_lowercase()
    });
    let services = access.services.iter().map(|name| format!("service {name}"));
    let scopes = access
        .scopes()
        .map(|scope| format!("client with {}", scope_name(scope)));
    roles
        .chain(services)
        .chain(scopes)
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<String> {
        let table = table().expect("a table");
        table.lines().skip(2).map(str::to_owned).collect()
    }

    #[test]
    fn every_rpc_operation_and_page_is_listed_once_with_somebody_who_may() {
        let rows = rows();
        let contract = AccessTable::read(fest_proto::DESCRIPTOR_SET).expect("a contract");
        let operations = api::rules().expect("rules");
        let pages = routes::pages().rules().expect("rules");
        let all = contract.rpcs().count() + operations.iter().count() + pages.iter().count();
        assert_eq!(rows.len(), all);
        let mut once = rows.clone();
        once.dedup();
        assert_eq!(once, rows);
        for row in rows {
            assert!(!row.ends_with("|  |"), "nobody may: {row}");
        }
    }

    #[test]
    fn the_sealed_content_is_for_one_service_and_the_results_are_for_everybody() {
        let rows = rows();
        for row in [
            "| gRPC | `/fest.scoring.v1.SealService/GetSealedContent` | service announcement |",
            "| POST | `/api/v1/categories/{category}/lapor-counts` | committee, client with lapor.import |",
            "| GET | `/hasil` | everybody |",
            "| GET | `/api/v1/editions/{edition}/results` | everybody |",
            "| POST | `/api/v1/categories/{category}/seal` | plenary |",
        ] {
            assert!(rows.iter().any(|found| found == row), "not listed: {row}");
        }
    }
}
