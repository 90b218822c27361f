//! Invented values for each page and its states.

mod assigning;
mod audit;
mod channel;
mod committee;
mod decision;
mod edition;
mod elsewhere;
mod invitation;
mod organisation;
mod organisation_import;
mod participant;
mod participation;
mod password_reset;
mod person;
mod public;
mod result;
mod second_factor;

use chrono::{DateTime, Utc};
use gateway::pages::{
    Chrome, Dated, Html, Moved, Organisation, Paging, Person, Phase, Place, Role, Section,
    StageDates, Timeline, home,
};
use gateway::texts::Language;

/// Text that must never become markup.
pub const HOSTILE: &str = "<script>alert(\"x\")</script> ' onmouseover=\"y\" &amp; {$x}";

/// The second page of fifty rows each, of which `shown` are there.
pub fn paging(shown: u64, total: u64, next: &str) -> Paging {
    Paging {
        place: Place::parse("1.MDE5Mg"),
        size: 50,
        shown,
        total,
        next_token: next.into(),
    }
}

/// A page with its state in the name.
pub struct Sample {
    pub name: &'static str,
    pub section: Section,
    pub roles: &'static [Role],
    pub render: Box<dyn Fn(&Chrome) -> Html>,
}

impl Sample {
    pub fn new(
        name: &'static str,
        section: Section,
        roles: &'static [Role],
        render: impl Fn(&Chrome) -> Html + 'static,
    ) -> Self {
        Self {
            name,
            section,
            roles,
            render: Box::new(render),
        }
    }

    pub fn html(&self, language: Language) -> String {
        (self.render)(&self.chrome(language)).0
    }

    pub fn chrome(&self, language: Language) -> Chrome {
        let person = Person {
            display_name: "Siti Rahmawati".into(),
            email: "siti@contoh.bekasikab.go.id".into(),
            roles: self.roles.to_vec(),
        };
        Chrome {
            language,
            now: at("2024-10-21T09:00:00+07:00"),
            example_time: true,
            event_name: Some("Diskom Fest 2024".into()),
            letterhead: vec![
                "PEMERINTAH KABUPATEN BEKASI".into(),
                "Dinas Komunikasi".into(),
            ],
            // As those who judge, decide and run it have one.
            has_second_factor: self.roles.iter().any(|role| *role != Role::Participant),
            person: (!self.roles.is_empty()).then_some(person),
            csrf: "csrf-token".into(),
            path: "/contoh".into(),
            query: String::new(),
            section: self.section,
            waiting: 3,
            notice: None,
            trace_id: "7d1c40e29ab54f638e07c1d25a94b630".into(),
        }
    }
}

pub fn all() -> Vec<Sample> {
    let mut samples = public::samples();
    samples.extend(result::samples());
    samples.extend(elsewhere::samples());
    samples.extend(organisation::samples());
    samples.extend(participant::samples());
    samples.extend(participation::samples());
    samples.extend(invitation::samples());
    samples.extend(password_reset::samples());
    samples.extend(person::samples());
    samples.extend(second_factor::samples());
    samples.extend(audit::samples());
    samples.extend(channel::samples());
    samples.extend(committee::samples());
    samples.extend(edition::samples());
    samples.extend(assigning::samples());
    samples.extend(decision::samples());
    samples.extend(organisation_import::samples());
    samples
}

pub fn find(name: &str) -> Sample {
    all()
        .into_iter()
        .find(|sample| sample.name == name)
        .expect("a sample of that name")
}

pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text)
        .expect("a moment")
        .with_timezone(&Utc)
}

pub fn edition(phase: Phase) -> home::Edition {
    let timeline = Timeline {
        monitoring_starts_at: at("2024-01-01T00:00:00+07:00"),
        opens_at: at("2024-10-07T08:00:00+07:00"),
        closes_at: at("2024-10-30T23:59:00+07:00"),
        announces_at: at("2024-11-14T19:30:00+07:00"),
        stages: vec![StageDates {
            what: Dated::Objection,
            starts_at: at("2024-11-06T08:00:00+07:00"),
            ends_at: at("2024-11-08T16:00:00+07:00"),
        }],
    };
    home::Edition {
        phase,
        timeline,
        theme: "Bekasi digital".into(),
        tagline: "Dari desa untuk Bekasi".into(),
        colour: home::Colour::Blue,
    }
}

/// A closing that was put off, and a stage that was moved.
pub fn moved() -> Vec<Moved> {
    let stage = Moved {
        what: Dated::Objection,
        before: (
            at("2024-11-05T08:00:00+07:00"),
            Some(at("2024-11-07T16:00:00+07:00")),
        ),
        after: (
            at("2024-11-06T08:00:00+07:00"),
            Some(at("2024-11-08T16:00:00+07:00")),
        ),
        reason: "Hari libur".into(),
        moved_at: at("2024-10-18T10:00:00+07:00"),
    };
    let closing = Moved {
        what: Dated::Closes,
        before: (at("2024-10-25T23:59:00+07:00"), None),
        after: (at("2024-10-30T23:59:00+07:00"), None),
        reason: "Banjir di Babelan".into(),
        moved_at: at("2024-10-17T10:00:00+07:00"),
    };
    vec![stage, closing]
}

pub fn village() -> Organisation {
    Organisation {
        code: "32.16.03.2004".into(),
        name: "Desa Sukawangi".into(),
        kind: "desa".into(),
        district: "Sukawangi".into(),
    }
}

pub fn district() -> Organisation {
    Organisation {
        code: "32.16.03".into(),
        name: "Kecamatan Sukawangi".into(),
        kind: "kecamatan".into(),
        district: "Sukawangi".into(),
    }
}

pub fn department() -> Organisation {
    let name = "Dinas Perumahan Rakyat, Kawasan Permukiman dan Pertanahan".into();
    Organisation {
        code: "pd-dinas-perumahan-rakyat".into(),
        name,
        kind: "perangkat_daerah".into(),
        district: String::new(),
    }
}

pub fn preview() -> gateway::pages::organisation_import::Preview {
    organisation_import::preview()
}

pub fn assigning() -> gateway::pages::assigning::Assigning {
    assigning::assigning()
}

pub fn entry() -> gateway::pages::entry::EntryPage {
    participant::entry()
}

pub const ROOT: &str = "b7e291c403da6f18c20b7e4d91f35e1f88a09c41e07d52b81f6a7d1c40e29ab5";
