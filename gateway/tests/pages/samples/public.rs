use gateway::pages::category::{CategoryPage, Criterion, PublicScores, Source};
use gateway::pages::home::{Category, Home, KindCount};
use gateway::pages::participant::{District, Participants};
use gateway::pages::{Intake, Part, Phase, Section};

use super::{Sample, at, department, district, edition, moved, paging, village};

pub fn categories() -> Vec<Category> {
    let rows = [
        (
            "media-sosial-desa",
            "Media sosial, tingkat desa",
            "Social media, villages",
            "ikp",
            Intake::Monitored,
            vec!["desa"],
        ),
        (
            "lapor-perangkat-daerah",
            "SP4N-LAPOR!, tingkat perangkat daerah",
            "SP4N-LAPOR!, departments",
            "ikp",
            Intake::Monitored,
            vec!["perangkat_daerah"],
        ),
        (
            "reels-perangkat-daerah",
            "Lomba reels, perangkat daerah",
            "Reels contest, departments",
            "ikp",
            Intake::Entered,
            vec!["perangkat_daerah"],
        ),
        (
            "spbe-kecamatan",
            "Penilaian SPBE, tingkat kecamatan",
            "E-government, districts",
            "tik",
            Intake::Assessed,
            vec!["kecamatan"],
        ),
        (
            "statistik-perangkat-daerah",
            "Statistik sektoral",
            "Sectoral statistics",
            "statistik",
            Intake::Assessed,
            vec!["perangkat_daerah", "kecamatan"],
        ),
        (
            "keamanan-informasi",
            "Keamanan informasi",
            "Information security",
            "persandian",
            Intake::Assessed,
            vec!["perangkat_daerah"],
        ),
    ];
    let category = |(code, name, name_en, field, intake, levels): (
        &str,
        &str,
        &str,
        &str,
        Intake,
        Vec<&str>,
    )| Category {
        code: code.into(),
        name: name.into(),
        name_en: name_en.into(),
        field: field.into(),
        intake,
        levels: levels.into_iter().map(Into::into).collect(),
        proposal: true,
    };
    rows.into_iter().map(category).collect()
}

fn home() -> Home {
    let counts = [
        ("desa", 179),
        ("uptd", 118),
        ("perangkat_daerah", 37),
        ("kecamatan", 23),
        ("kelurahan", 8),
        ("bumd", 3),
    ];
    let counts = counts
        .map(|(kind, count)| KindCount {
            kind: kind.into(),
            count,
        })
        .into();
    Home {
        edition: Some(edition(Phase::Open)),
        categories: categories(),
        counts,
        moved: moved(),
        announced: false,
        unavailable: Vec::new(),
    }
}

fn districts() -> Vec<District> {
    let names = [("Babelan", 21), ("Sukawangi", 14), ("Tambun Selatan", 33)];
    let district = |(name, organisations): (&str, u64)| District {
        name: name.into(),
        organisations,
    };
    names.map(district).into()
}

fn participants() -> Participants {
    Participants {
        query: "sukawangi".into(),
        kind: String::new(),
        district: String::new(),
        districts: districts(),
        is_near: false,
        organisations: vec![village(), district(), department()],
        paging: paging(2, 368, "abc="),
        unavailable: Vec::new(),
    }
}

fn category() -> CategoryPage {
    let juror = Source::Juror {
        minimum: "1".into(),
        maximum: "10".into(),
    };
    let measured = Source::Measured {
        measure: "lapor.follow_up_rate".into(),
        floor: "0.5".into(),
        target: "0.95".into(),
        minimum_volume: 5,
    };
    let criterion = |name: &str, name_en: &str, weight: &str, source| Criterion {
        name: name.into(),
        name_en: name_en.into(),
        weight: weight.into(),
        source,
    };
    CategoryPage {
        name: "Lomba reels, perangkat daerah".into(),
        name_en: "Reels contest, departments".into(),
        field: "ikp".into(),
        intake: Intake::Entered,
        levels: vec!["perangkat_daerah".into()],
        places: 3,
        proposal: true,
        minimum_entries: 5,
        minimum_volume: 12,
        may_stay_unawarded: true,
        public_scores: PublicScores::Winners,
        score_name: "Nilai akhir".into(),
        score_name_en: "Final score".into(),
        criteria: vec![
            criterion("Kesesuaian tema", "Theme", "0.6", juror),
            criterion(
                "Laporan ditindaklanjuti",
                "Reports followed up",
                "0.4",
                measured,
            ),
        ],
        unavailable: Vec::new(),
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::{Categories, Home as Start, Participants as People};
    vec![
        Sample::new("home", Start, &[], |chrome| home().render(chrome)),
        Sample::new("home-empty", Start, &[], |chrome| {
            Home::default().render(chrome)
        }),
        Sample::new("home-partial", Start, &[], |chrome| {
            Home {
                categories: Vec::new(),
                unavailable: vec![Part::Registration],
                ..home()
            }
            .render(chrome)
        }),
        Sample::new("home-over", Start, &[], |chrome| {
            let mut later = chrome.clone();
            later.now = at("2024-11-15T08:00:00+07:00");
            Home {
                edition: Some(edition(Phase::Closed)),
                announced: true,
                ..home()
            }
            .render(&later)
        }),
        Sample::new("participants", People, &[], |chrome| {
            participants().render(chrome)
        }),
        Sample::new("participants-browse", People, &[], |chrome| {
            Participants {
                query: String::new(),
                ..participants()
            }
            .render(chrome)
        }),
        Sample::new("participants-near", People, &[], |chrome| {
            Participants {
                query: "sukawanngi".into(),
                is_near: true,
                ..participants()
            }
            .render(chrome)
        }),
        Sample::new("participants-none", People, &[], |chrome| {
            Participants {
                query: "zzz".into(),
                ..Participants::default()
            }
            .render(chrome)
        }),
        Sample::new("category", Categories, &[], |chrome| {
            category().render(chrome)
        }),
        Sample::new("category-no-rubric", Categories, &[], |chrome| {
            CategoryPage {
                criteria: Vec::new(),
                ..category()
            }
            .render(chrome)
        }),
    ]
}
