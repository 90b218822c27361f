//! What the committee does next, told from the data.

use super::{Board, Category, Group};
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
        let waiting = usize::try_from(board.claims_paging.total).unwrap_or(usize::MAX);
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

/// How many categories of the board are like this.
fn count(board: &Board, is_like: impl Fn(&Category) -> bool) -> usize {
    let categories = board.categories.iter();
    categories.filter(|category| is_like(category)).count()
}

fn measures(board: &Board, phase: Phase, steps: &mut Steps) {
    if board.unavailable.contains(&Part::Submission) {
        return;
    }
    let missing = |category: &Category| category.measures_reports() && category.import.is_none();
    let missing = count(board, missing);
    steps.open("board-step-import", missing, ("#impor", "import-do"));
    if phase == Phase::Closed {
        let loose = count(board, Category::has_loose_counts);
        let link = (Group::Committee.href(), "board-freeze");
        steps.open("board-step-freeze", loose, link);
    }
}

fn judging(board: &Board, chrome: &Chrome, steps: &mut Steps) {
    for (key, reason, group, action) in [
        (
            "board-step-rubrics",
            "RUBRIC_MISSING",
            Group::Rubric,
            "board-look",
        ),
        (
            "board-step-assign",
            "ASSIGNMENTS_MISSING",
            Group::Committee,
            "juror-assign",
        ),
        (
            "board-step-sheets",
            "SHEETS_OPEN",
            Group::Judging,
            "board-look",
        ),
    ] {
        let lacking = count(board, |category| category.lacks(reason));
        steps.open(key, lacking, (group.href(), action));
    }
    let person = chrome.person.as_ref();
    let plenary = person.is_some_and(|person| person.has(Role::Plenary));
    for (key, stage, group, room) in [
        (
            "board-step-decide",
            Stage::Decidable,
            Group::Decidable,
            "/pleno",
        ),
        (
            "board-step-approve",
            Stage::Sealed,
            Group::Sealed,
            "/persetujuan",
        ),
    ] {
        let standing = count(board, |category| category.stage() == Some(stage));
        let room = if plenary { room } else { group.href() };
        steps.open(key, standing, (room, "board-look"));
    }
    let ready = count(board, |category| category.may_be_revealed(chrome.now));
    let link = (Group::Committee.href(), "board-reveal");
    steps.open("board-step-reveal", ready, link);
}
