use gateway::pages::result::{CategoryResult, Results, Winner, Year};
use gateway::pages::{Part, Section};

use super::{ROOT, Sample, at, department, district, village};

fn results() -> Results {
    let winner = |place, organisation, total: &str| Winner {
        place,
        title: String::new(),
        organisation,
        total: total.into(),
    };
    let entered = Winner {
        place: 1,
        title: "Dari jalan tanah menjadi jalan beton".into(),
        organisation: department(),
        total: "34/4".into(),
    };
    let result = |code: &str, name: &str, winners| CategoryResult {
        category_code: code.into(),
        category_name: name.into(),
        category_name_en: "In English".into(),
        winners,
        root: ROOT.into(),
        sealed_at: at("2024-11-12T16:42:00+07:00"),
        revealed_at: at("2024-11-14T19:41:00+07:00"),
        example: true,
    };
    let ladder = vec![
        winner(1, district(), "87.85"),
        winner(2, village(), "85.2"),
        winner(2, department(), "85.2"),
    ];
    let results = vec![
        result("lapor-kecamatan", "SP4N-LAPOR!, tingkat kecamatan", ladder),
        result("reels", "Lomba reels", vec![entered]),
    ];
    Results {
        edition: year(2024),
        is_newest: true,
        editions: vec![year(2024)],
        results,
        announces_at: Some(at("2024-11-14T19:30:00+07:00")),
        unavailable: Vec::new(),
    }
}

fn year(year: u32) -> Year {
    Year {
        id: format!("diskom-fest-{year}"),
        name: format!("Diskom Fest {year}"),
    }
}

pub fn samples() -> Vec<Sample> {
    use Section::Results as Outcome;
    vec![
        Sample::new("results", Outcome, &[], |chrome| results().render(chrome)),
        Sample::new("results-of-another-year", Outcome, &[], |chrome| {
            Results {
                is_newest: false,
                editions: vec![year(2025), year(2024), year(2023)],
                ..results()
            }
            .render(chrome)
        }),
        Sample::new("results-not-announced", Outcome, &[], |chrome| {
            Results {
                results: Vec::new(),
                ..results()
            }
            .render(chrome)
        }),
        Sample::new("results-unavailable", Outcome, &[], |chrome| {
            Results {
                unavailable: vec![Part::Announcement],
                ..Results::default()
            }
            .render(chrome)
        }),
    ]
}
