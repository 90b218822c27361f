//! What the committee does next, told from the data.

use super::{Board, Category};
use crate::pages::{Chrome, Part, Phase, Role, Stage};
use crate::texts::{Language, Phrase};

/// One line of the list.
pub(super) struct Step {
    /// "ok", "no" or "" for what waits for its time.
    pub class: &'static str,
    pub icon: &'static str,
    pub text: Phrase,
    pub href: Option<&'static str>,
    pub action: Phrase,
    /// The page's one main action.
    pub main: bool,
}

struct Steps {
    language: Language,
    list: Vec<Step>,
}

impl Steps {
    fn push(
        &mut self,
        (class, icon): (&'static str, &'static str),
        text: Phrase,
        link: Option<(&'static str, &'static str)>,
    ) {
        let (href, action) = link.unzip();
        let action = self.language.say(action.unwrap_or("board-look"));
        self.list.push(Step {
            class,
            icon,
            text,
            href,
            action,
            main: false,
        });
    }

    fn done(&mut self, key: &'static str) {
        let text = self.language.say(key);
        self.push(("ok", "done"), text, None);
    }

    /// Something to do, when there is any of it.
    fn open(&mut self, key: &'static str, count: usize, link: (&'static str, &'static str)) {
        if count > 0 {
            let text = self.language.say(key).count("count", count as u64);
            self.push(("no", "alert"), text, Some(link));
        }
    }
}

pub(super) fn of(board: &Board, chrome: &Chrome, language: Language) -> Vec<Step> {
    let mut steps = Steps {
        language,
        list: Vec::new(),
    };
    let Some(edition) = &board.edition else {
        return steps.list;
    };
    if edition.phase == Phase::Draft {
        steps.open("board-step-lock", 1, ("#tahap", "board-look"));
    } else {
        steps.done("board-step-locked");
    }
    if !board.lacks_registration() {
        let waiting = usize::try_from(board.claims_total).unwrap_or(usize::MAX);
        steps.open("board-step-claims", waiting, ("#antrean", "queue-check"));
        if waiting == 0 {
            steps.done("board-step-no-claims");
        }
    }
    match edition.phase {
        Phase::Draft | Phase::Locked | Phase::Open => {
            let text = language
                .say("board-step-closes")
                .moment("at", edition.timeline.closes_at);
            steps.push(("", "clock"), text, None);
        }
        Phase::Closed | Phase::Archived => steps.done("board-step-closed"),
    }
    measures(board, edition.phase, &mut steps);
    judging(board, chrome, &mut steps);
    if let Some(first) = steps.list.iter_mut().find(|step| step.href.is_some()) {
        first.main = true;
    }
    steps.list
}

fn measures(board: &Board, phase: Phase, steps: &mut Steps) {
    if board.unavailable.contains(&Part::Submission) {
        return;
    }
    let missing = board
        .categories
        .iter()
        .filter(|category| category.measures_reports() && category.import.is_none())
        .count();
    steps.open("board-step-import", missing, ("#impor", "import-do"));
    if phase == Phase::Closed {
        let loose = |category: &&Category| {
            category
                .import
                .as_ref()
                .is_some_and(|import| import.frozen_at.is_none())
        };
        steps.open(
            "board-step-freeze",
            board.categories.iter().filter(loose).count(),
            ("#kategori", "board-freeze"),
        );
    }
}

fn judging(board: &Board, chrome: &Chrome, steps: &mut Steps) {
    let lacking = |reason: &str| {
        let lacks = |category: &&Category| {
            category
                .progress
                .as_ref()
                .is_some_and(|progress| progress.missing.iter().any(|missing| missing == reason))
        };
        board.categories.iter().filter(lacks).count()
    };
    let at_stage = |stage: Stage| {
        let stands = |category: &&Category| {
            category
                .progress
                .as_ref()
                .is_some_and(|progress| category.stage(progress) == stage)
        };
        board.categories.iter().filter(stands).count()
    };
    steps.open(
        "board-step-rubrics",
        lacking("RUBRIC_MISSING"),
        ("#kategori", "board-look"),
    );
    steps.open(
        "board-step-assign",
        lacking("ASSIGNMENTS_MISSING"),
        ("#penjurian", "juror-assign"),
    );
    steps.open(
        "board-step-sheets",
        lacking("SHEETS_OPEN"),
        ("#kategori", "board-look"),
    );
    let plenary = chrome
        .person
        .as_ref()
        .is_some_and(|person| person.has(Role::Plenary));
    let room = if plenary { "/pleno" } else { "#kategori" };
    steps.open(
        "board-step-decide",
        at_stage(Stage::Decidable),
        (room, "board-look"),
    );
    let approval = if plenary { "/persetujuan" } else { "#kategori" };
    steps.open(
        "board-step-approve",
        at_stage(Stage::Sealed),
        (approval, "board-look"),
    );
    let ready = board
        .categories
        .iter()
        .filter(|category| {
            category
                .reveal_from()
                .is_some_and(|from| *from <= chrome.now)
        })
        .count();
    steps.open("board-step-reveal", ready, ("#kategori", "board-reveal"));
}
