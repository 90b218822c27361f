//! What an edition lacks: told as reasons with parameters, which pages say in words.

use chrono::{DateTime, SecondsFormat, Utc};

use super::{Edition, Phase, StageKind};

/// What is known around an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Its categories in their order.
    pub categories: Vec<CategoryFacts>,
    /// How many judge in it.
    pub judges: i64,
    /// How many belong to its plenary.
    pub plenary: i64,
    /// How many lead.
    pub leaders: i64,
}

/// What counts of one category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryFacts {
    /// For people who look for it.
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// Not confirmed by the organiser.
    pub proposal: bool,
    /// Somebody has to look at what comes in.
    pub judged: bool,
    /// How many organisations of its levels are registered.
    pub organisations: i64,
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable, for programs.
    pub reason: &'static str,
    /// What it is about.
    pub parameters: Vec<(&'static str, String)>,
    /// Whether the edition cannot be locked because of it.
    pub blocks_lock: bool,
}

impl Finding {
    const fn new(reason: &'static str, parameters: Vec<(&'static str, String)>) -> Self {
        Self {
            reason,
            parameters,
            blocks_lock: false,
        }
    }
}

impl Edition {
    /// All that is missing, what keeps it from being locked first.
    #[must_use]
    pub fn check(&self, around: &Around, now: DateTime<Utc>) -> Vec<Finding> {
        let mut findings = Vec::new();
        if around.categories.is_empty() {
            findings.push(Finding {
                blocks_lock: true,
                ..Finding::new("CATEGORIES_MISSING", Vec::new())
            });
        }
        if self.plan.organiser.is_none() {
            findings.push(Finding::new("ORGANISER_MISSING", Vec::new()));
        }
        if self.plan.letterhead.iter().all(String::is_empty) {
            findings.push(Finding::new("LETTERHEAD_MISSING", Vec::new()));
        }
        if self.phase(now) == Phase::Draft {
            self.check_dates(now, &mut findings);
        }
        check_categories(&around.categories, &mut findings);
        check_people(around, &mut findings);
        findings
    }

    /// Of a draft alone: what is locked has its dates behind it by right.
    fn check_dates(&self, now: DateTime<Utc>, findings: &mut Vec<Finding>) {
        let timeline = &self.plan.timeline;
        let moments = [
            ("OPENS_IN_PAST", timeline.opens_at),
            ("CLOSES_IN_PAST", timeline.closes_at),
        ];
        for (reason, at) in moments {
            if at <= now {
                let at = at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
                findings.push(Finding::new(reason, vec![("at", at)]));
            }
        }
        let over = self.plan.stages.iter().filter(|one| one.ends_at <= now);
        for stage in over {
            let name = stage_name(stage.kind).to_owned();
            findings.push(Finding::new("STAGES_PASSED", vec![("stage", name)]));
        }
    }
}

const fn stage_name(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Interview => "interview",
        StageKind::SiteVisit => "site_visit",
        StageKind::Clarification => "clarification",
        StageKind::Objection => "objection",
    }
}

fn check_categories(categories: &[CategoryFacts], findings: &mut Vec<Finding>) {
    let proposed = categories.iter().filter(|one| one.proposal).count();
    if proposed > 0 {
        let count = vec![("count", proposed.to_string())];
        findings.push(Finding::new("CATEGORIES_PROPOSED", count));
    }
    for category in categories.iter().filter(|one| one.organisations == 0) {
        let parameters = vec![
            ("category", category.code.clone()),
            ("name", category.name.clone()),
            ("name_en", category.name_en.clone()),
        ];
        findings.push(Finding::new("CATEGORY_WITHOUT_ORGANISATIONS", parameters));
    }
}

fn check_people(around: &Around, findings: &mut Vec<Finding>) {
    let judged = around.categories.iter().filter(|one| one.judged).count();
    if judged > 0 && around.judges == 0 {
        let count = vec![("count", judged.to_string())];
        findings.push(Finding::new("JUDGES_MISSING", count));
    }
    for (reason, people) in [
        ("PLENARY_MISSING", around.plenary),
        ("LEADERSHIP_MISSING", around.leaders),
    ] {
        if people == 0 {
            findings.push(Finding::new(reason, Vec::new()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Organiser, OrganiserRule, PlanDraft, StageDraft,
        tests::{at, draft, edition},
    };
    use super::*;

    fn category(code: &str) -> CategoryFacts {
        CategoryFacts {
            code: code.to_owned(),
            name: format!("Kategori {code}"),
            name_en: format!("Category {code}"),
            proposal: false,
            judged: true,
            organisations: 20,
        }
    }

    fn whole() -> (Edition, Around) {
        let mut edition = edition();
        edition.plan.letterhead = vec!["Pemerintah Kabupaten Bekasi".to_owned()];
        edition.plan.organiser = Some(Organiser {
            organisation_code: "pd-diskominfosantik".to_owned(),
            rule: OrganiserRule::OutOfCompetition,
        });
        let around = Around {
            categories: vec![category("reels")],
            judges: 3,
            plenary: 1,
            leaders: 1,
        };
        (edition, around)
    }

    fn told(findings: &[Finding]) -> Vec<String> {
        let told = |one: &Finding| {
            let parameters = one.parameters.iter();
            let parameters = parameters.map(|(name, value)| format!(" {name}={value}"));
            format!("{}{}", one.reason, parameters.collect::<String>())
        };
        findings.iter().map(told).collect()
    }

    #[test]
    fn an_edition_that_has_everything_lacks_nothing() {
        let (edition, around) = whole();
        assert_eq!(edition.check(&around, at("2024-10-01T08:00:00+07:00")), []);
    }

    #[test]
    fn what_keeps_it_from_being_locked_comes_first() {
        let findings = edition().check(&Around::default(), at("2024-10-01T08:00:00+07:00"));
        assert_eq!(
            told(&findings),
            [
                "CATEGORIES_MISSING",
                "ORGANISER_MISSING",
                "LETTERHEAD_MISSING",
                "PLENARY_MISSING",
                "LEADERSHIP_MISSING"
            ]
        );
        let blocking = findings.iter().filter(|one| one.blocks_lock).count();
        assert_eq!(blocking, 1);
    }

    #[test]
    fn categories_are_named_and_counted() {
        let (edition, around) = whole();
        let around = Around {
            categories: vec![
                CategoryFacts {
                    proposal: true,
                    organisations: 0,
                    ..category("reels-instansi")
                },
                category("reels"),
            ],
            judges: 0,
            ..around
        };
        assert_eq!(
            told(&edition.check(&around, at("2024-10-01T08:00:00+07:00"))),
            [
                "CATEGORIES_PROPOSED count=1",
                "CATEGORY_WITHOUT_ORGANISATIONS category=reels-instansi name=Kategori reels-instansi name_en=Category reels-instansi",
                "JUDGES_MISSING count=2"
            ]
        );
    }

    #[test]
    fn a_drafts_dates_must_lie_ahead_and_a_locked_editions_need_not() {
        let (full, around) = whole();
        let stages = vec![StageDraft {
            kind: Some(StageKind::SiteVisit),
            starts_at: Some(at("2024-10-15T08:00:00+07:00")),
            ends_at: Some(at("2024-10-16T08:00:00+07:00")),
        }];
        let plan = PlanDraft { stages, ..draft() }.check().expect("a plan");
        let mut late = full;
        late.plan.stages = plan.stages;
        let after = at("2024-10-30T23:59:00+07:00");
        assert_eq!(
            told(&late.check(&around, after)),
            [
                "OPENS_IN_PAST at=2024-10-14T01:00:00Z",
                "CLOSES_IN_PAST at=2024-10-30T16:59:00Z",
                "STAGES_PASSED stage=site_visit"
            ]
        );
        let locked = late.lock(1, 1).expect("locked");
        assert_eq!(locked.check(&around, after), []);
    }
}
