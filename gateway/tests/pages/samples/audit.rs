use gateway::pages::audit::{Actor, Audit, Row};
use gateway::pages::{Part, Role, Section};

use super::{HOSTILE, Sample, at, paging};

const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];
const OPERATOR: &[Role] = &[Role::Operator];

fn actor(key: &str, name: &str) -> Actor {
    Actor {
        key: key.into(),
        name: name.into(),
    }
}

fn row(number: i64, actor: Actor) -> Row {
    Row {
        number,
        at: at("2024-10-21T08:59:00+07:00"),
        actor,
        rpc: "SealService/SealCategory".into(),
        subject: "seal:01920000-0000-7000-8000-000000000001".into(),
        trace_id: "7d1c40e29ab54f638e07c1d25a94b630".into(),
    }
}

fn audit() -> Audit {
    Audit {
        service: "scoring",
        services: vec![
            ("registration", Part::Registration),
            ("scoring", Part::Scoring),
        ],
        actor: Actor::default(),
        subject: String::new(),
        rows: vec![
            row(
                3,
                actor("person:01920000-0000-7000-8000-000000000009", "Siti"),
            ),
            row(2, actor("person:01920000-0000-7000-8000-000000000008", "")),
            row(1, actor("service:announcement", "")),
            row(0, actor("anonymous", "")),
        ],
        paging: paging(4, 54, ""),
        unavailable: Vec::new(),
    }
}

pub fn samples() -> Vec<Sample> {
    vec![
        Sample::new("audit", Section::Audit, COMMITTEE, |c| audit().render(c)),
        Sample::new("audit of one", Section::Audit, OPERATOR, |c| {
            let narrowed = Audit {
                actor: actor("person:01920000-0000-7000-8000-000000000009", HOSTILE),
                subject: HOSTILE.into(),
                rows: Vec::new(),
                ..audit()
            };
            narrowed.render(c)
        }),
        Sample::new("audit away", Section::Audit, OPERATOR, |c| {
            let away = Audit {
                rows: Vec::new(),
                unavailable: vec![Part::Scoring],
                ..audit()
            };
            away.render(c)
        }),
    ]
}
