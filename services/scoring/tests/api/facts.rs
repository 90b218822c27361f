//! Messages of the owners, and requests that are mostly the same.

use chassis::{caller::Person, clock::Clock};
use fest_proto::{
    registration::v1::{
        Category, CategoryCreated, CategoryIntake, CategorySubject, Edition, EditionLocked,
        EditionPhase, Judge, JudgeAppointed, Timeline,
    },
    scoring::v1::{
        AssignJurorRequest, CreateRubricRequest, Criterion, JurorScale, MeasuredScale,
        criterion::Source,
    },
    submission::v1::{
        Entry, EntryOrganisation, EntryState, EntrySubmitted, GetSnapshotResponse, Snapshot,
        SnapshotFrozen,
    },
    r#type::v1::Exact,
};
use pbjson_types::Timestamp;
use proof::{Salt, commit};

use crate::world::{ANNOUNCES, CLOSES, EDITION, World};

/// What no event may hold.
pub const COMMENT: &str = "Rahasia juri: kuat di awal, lemah di akhir.";

fn new_id() -> String {
    Clock::system().new_id().to_string()
}

pub fn time(text: &str) -> Option<Timestamp> {
    let time: chrono::DateTime<chrono::Utc> = text.parse().expect("a time");
    Some(time.into())
}

pub fn exact(value: &str) -> Option<Exact> {
    Some(Exact {
        value: value.to_owned(),
    })
}

pub fn draft_edition() -> Edition {
    let timeline = Timeline {
        monitoring_starts_at: time("2024-01-01T00:00:00+07:00"),
        opens_at: time("2024-09-01T00:00:00+07:00"),
        closes_at: time(CLOSES),
        announces_at: time(ANNOUNCES),
    };
    Edition {
        id: EDITION.to_owned(),
        name: "Diskom Fest 2024".to_owned(),
        year: 2024,
        timeline: Some(timeline),
        phase: EditionPhase::Draft.into(),
        version: 1,
        ..Edition::default()
    }
}

pub fn locked_edition() -> Edition {
    Edition {
        phase: EditionPhase::Locked.into(),
        version: 2,
        ..draft_edition()
    }
}

pub fn category(code: &str, intake: CategoryIntake) -> Category {
    Category {
        id: new_id(),
        edition_id: EDITION.to_owned(),
        code: code.to_owned(),
        name: format!("Kategori {code}"),
        name_en: format!("Category {code}"),
        field: "ikp".to_owned(),
        subject: CategorySubject::Work.into(),
        intake: intake.into(),
        levels: vec!["perangkat_daerah".to_owned()],
        places: 1,
        proposal: false,
        version: 1,
        ..Category::default()
    }
}

pub fn judge(person: &Person) -> Judge {
    Judge {
        id: new_id(),
        edition_id: EDITION.to_owned(),
        account_id: person.account_id.to_string(),
        display_name: String::new(),
        version: 1,
    }
}

pub fn entry(category: &Category, title: &str) -> Entry {
    Entry {
        id: new_id(),
        edition_id: EDITION.to_owned(),
        category_id: category.id.clone(),
        participation_id: new_id(),
        organisation: Some(EntryOrganisation {
            id: new_id(),
            code: "pd-dinas-kesehatan".to_owned(),
            name: "Dinas Kesehatan".to_owned(),
            kind: "perangkat_daerah".to_owned(),
        }),
        title: title.to_owned(),
        description: "Satu menit.".to_owned(),
        link: "https://example.org/reel".to_owned(),
        state: EntryState::Submitted.into(),
        submitted_at: time("2024-10-20T10:00:00+07:00"),
        version: 3,
        saved_at: time("2024-10-20T10:00:00+07:00"),
    }
}

pub fn created(category: &Category) -> CategoryCreated {
    CategoryCreated {
        category: Some(category.clone()),
    }
}

pub fn locked(edition: &Edition) -> EditionLocked {
    EditionLocked {
        edition: Some(edition.clone()),
    }
}

pub fn appointed(judge: &Judge) -> JudgeAppointed {
    JudgeAppointed {
        judge: Some(judge.clone()),
    }
}

pub fn submitted(entry: &Entry) -> EntrySubmitted {
    EntrySubmitted {
        entry: Some(entry.clone()),
    }
}

pub fn frozen(fetched: &GetSnapshotResponse) -> SnapshotFrozen {
    SnapshotFrozen {
        snapshot: fetched.snapshot.clone(),
    }
}

/// A snapshot of three organisations, written as submission writes it: 70 % followed up, 90 %, and too few to tell.
pub fn snapshot(category: &Category) -> GetSnapshotResponse {
    let row = |code: &str, received: u32, open: u32| {
        format!(
            r#"{{"counts":{{"in_process":0,"not_followed_up":{open},"received":{received},"resolved":0}},"organisation":{{"code":"{code}","id":"{}","kind":"perangkat_daerah","name":"Dinas {code}"}}}}"#,
            new_id()
        )
    };
    let rows = [row("pd-a", 20, 6), row("pd-b", 100, 10), row("pd-c", 2, 0)].join(",");
    let content = format!(
        r#"{{"category_id":"{}","edition_id":"{EDITION}","rows":[{rows}],"schema":"fest.lapor-snapshot.v1"}}"#,
        category.id
    );
    let salt = [9; 32];
    let snapshot = Snapshot {
        id: new_id(),
        edition_id: EDITION.to_owned(),
        category_id: category.id.clone(),
        row_count: 3,
        commitment: commit(&Salt::new(salt), content.as_bytes()).to_string(),
        frozen_at: time(CLOSES),
        version: 1,
    };
    GetSnapshotResponse {
        snapshot: Some(snapshot),
        salt: salt.to_vec(),
        content: content.into_bytes(),
    }
}

pub fn criterion(code: &str, weight: &str, source: Source) -> Criterion {
    Criterion {
        code: code.to_owned(),
        name: format!("Kriteria {code}"),
        name_en: format!("Criterion {code}"),
        weight: exact(weight),
        source: Some(source),
    }
}

pub fn scale(minimum: &str, maximum: &str) -> Source {
    Source::Juror(JurorScale {
        minimum: exact(minimum),
        maximum: exact(maximum),
    })
}

pub fn measure(id: &str) -> Source {
    Source::Measured(MeasuredScale {
        measure: id.to_owned(),
        floor: exact("0.5"),
        target: exact("0.95"),
        minimum_volume: 10,
    })
}

/// Two criteria from 1 to 5 for what is judged, one measure for what is counted.
pub fn rubric_request(request_id: String, category: &Category) -> CreateRubricRequest {
    let criteria = match category.intake() {
        CategoryIntake::Monitored => vec![criterion(
            "tindak-lanjut",
            "1",
            measure("lapor.follow_up_rate"),
        )],
        _ => vec![
            criterion("kreativitas", "0.6", scale("1", "5")),
            criterion("pesan", "2/5", scale("1", "5")),
        ],
    };
    CreateRubricRequest {
        request_id,
        category_id: category.id.clone(),
        criteria,
    }
}

pub fn assign_request(world: &World, entry: usize, juror: usize) -> AssignJurorRequest {
    AssignJurorRequest {
        request_id: world.request_id(),
        entry_id: world.entries[entry].id.clone(),
        judge_id: world.judges[juror].id.clone(),
    }
}
