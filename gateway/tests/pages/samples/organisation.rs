use gateway::pages::organisation_page::{
    Alias, AliasKind, Change, ChangeKind, OrganisationEdit, OrganisationPage,
};
use gateway::pages::{Fault, Form, Organisation, OrganisationLife, Part, Role, Section};

use super::{Sample, at, department, district, village};

const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];

fn alias(kind: AliasKind, value: &str, valid_until: &str) -> Alias {
    let system = match kind {
        AliasKind::ExternalCode => "lapor",
        _ => "",
    };
    Alias {
        kind,
        system: system.into(),
        value: value.into(),
        valid_from: String::new(),
        valid_until: valid_until.into(),
        source: "Kepmendagri 100.1.1-6117/2022".into(),
    }
}

fn change(kind: ChangeKind, other: &str) -> Change {
    Change {
        kind,
        at: at("2024-10-17T10:00:00+07:00"),
        since: "2024-08".into(),
        reason: "Perda 1/2024".into(),
        name_before: "Desa Sukawangi Lama".into(),
        name_after: "Desa Sukawangi".into(),
        code_before: "32.16.03.1004".into(),
        code_after: "32.16.03.2004".into(),
        other: other.into(),
        display_name: String::new(),
    }
}

fn page() -> OrganisationPage {
    OrganisationPage {
        organisation: village(),
        life: OrganisationLife::Active,
        source: "Kepmendagri 300.2.2-2430/2025".into(),
        parent: Some(district()),
        aliases: vec![
            alias(AliasKind::FormerCode, "32.16.03.1004", "2022"),
            alias(AliasKind::FormerName, "Desa Sukawangi Lama", "2024-08-17"),
            alias(AliasKind::Abbreviation, "Sukawangi", ""),
            alias(AliasKind::ExternalCode, "4711", ""),
        ],
        predecessors: vec![Organisation {
            code: "32.16.03.2099".into(),
            name: "Desa Sukamulya".into(),
            ..village()
        }],
        channels: super::channel::verified(),
        platforms: super::channel::platforms(),
        units: vec![department()],
        units_total: 201,
        changes: vec![
            change(ChangeKind::Renamed, ""),
            change(ChangeKind::Absorbed, "32.16.03.2099"),
            change(ChangeKind::Merged, "32.16.03.2004"),
            change(ChangeKind::Moved, "32.16.03"),
            change(ChangeKind::Retired, ""),
            change(ChangeKind::AliasAdded, "4711"),
        ],
        came_by: Some("32.16.03.1004".into()),
        may_change: false,
        unavailable: Vec::new(),
    }
}

fn edit() -> OrganisationEdit {
    OrganisationEdit {
        organisation: department(),
        version: 3,
        units_total: 0,
        form: Form::fresh("0192b1f0-0000-7000-8000-000000000001"),
        typed: Vec::new(),
    }
}

fn refused() -> OrganisationEdit {
    let typed = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    OrganisationEdit {
        units_total: 3,
        form: Form {
            faults: vec![
                Fault::new("merge_successor_code", "SUCCESSOR_NOT_FOUND"),
                Fault::new("merge_reason", "REASON_MISSING"),
            ],
            ..edit().form
        },
        typed: vec![typed("merge_successor_code", "pd-tidak-ada")],
        ..edit()
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::Participants as People;
    vec![
        Sample::new("organisation", People, &[], |chrome| page().render(chrome)),
        Sample::new("organisation-committee", People, COMMITTEE, |chrome| {
            let mut page = page();
            page.may_change = true;
            page.changes[0].display_name = "Budi Santoso".into();
            page.render(chrome)
        }),
        Sample::new("organisation-retired", People, &[], |chrome| {
            OrganisationPage {
                organisation: department(),
                life: OrganisationLife::Retired,
                parent: None,
                aliases: Vec::new(),
                predecessors: Vec::new(),
                units: Vec::new(),
                units_total: 0,
                changes: Vec::new(),
                came_by: None,
                unavailable: vec![Part::Registration],
                ..page()
            }
            .render(chrome)
        }),
        Sample::new("organisation-edit", People, COMMITTEE, |chrome| {
            edit().render(chrome)
        }),
        Sample::new("organisation-edit-refused", People, COMMITTEE, |chrome| {
            refused().render(chrome)
        }),
    ]
}
