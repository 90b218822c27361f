//! Header and phone bar: the same list, at most five entries, by the person's first role; the account menu leads to the rooms of every role.

use super::chrome::{Chrome, Person, Section};
use super::state::Role;
use crate::texts::Phrase;

/// One entry.
#[derive(Debug)]
pub(super) struct Link {
    pub href: &'static str,
    pub icon: &'static str,
    pub label: Phrase,
    /// A shorter one for the phone bar.
    pub short: Option<Phrase>,
    pub current: bool,
    pub waiting: u64,
}

type Entry = (Section, &'static str, &'static str, &'static str);

const HOME: Entry = (Section::Home, "/", "home", "nav-home");
const CATEGORIES: Entry = (Section::Categories, "/#kategori", "list", "nav-categories");
const PARTICIPANTS: Entry = (
    Section::Participants,
    "/peserta",
    "people",
    "nav-participants",
);
const RESULTS: Entry = (Section::Results, "/hasil", "cup", "nav-results");
const OVERVIEW: Entry = (Section::Overview, "/ruang-peserta", "home", "nav-overview");
const CLAIM: Entry = (Section::Claim, "/peserta-saya/klaim", "file", "nav-claim");
const BOARD: Entry = (Section::Board, "/panitia", "board", "nav-board");
const SHEETS: Entry = (Section::Sheets, "/juri", "pen", "nav-sheets");
const PLENARY: Entry = (Section::Plenary, "/pleno", "scale", "nav-plenary");
const APPROVAL: Entry = (Section::Approval, "/persetujuan", "shield", "nav-approval");
const AUDIT: Entry = (Section::Audit, "/jejak-audit", "search", "nav-audit");

fn first_role(person: &Person) -> Role {
    let by_weight = [
        Role::Committee,
        Role::Leadership,
        Role::Juror,
        Role::Plenary,
        Role::Operator,
    ];
    by_weight
        .into_iter()
        .find(|role| person.has(*role))
        .unwrap_or(Role::Participant)
}

fn entries(person: Option<&Person>) -> Vec<Entry> {
    let Some(person) = person else {
        return vec![HOME, CATEGORIES, PARTICIPANTS, RESULTS];
    };
    let plenary = person.has(Role::Plenary);
    match first_role(person) {
        Role::Committee if plenary => vec![BOARD, PLENARY, APPROVAL, PARTICIPANTS, RESULTS],
        Role::Committee => vec![BOARD, PARTICIPANTS, CATEGORIES, RESULTS],
        Role::Leadership => vec![APPROVAL, PARTICIPANTS, CATEGORIES, RESULTS],
        Role::Juror if plenary => vec![SHEETS, PLENARY, APPROVAL, CATEGORIES, RESULTS],
        Role::Juror => vec![SHEETS, CATEGORIES, PARTICIPANTS, RESULTS],
        Role::Plenary => vec![PLENARY, APPROVAL, CATEGORIES, PARTICIPANTS, RESULTS],
        Role::Operator => vec![AUDIT, CATEGORIES, PARTICIPANTS, RESULTS],
        Role::Participant => vec![OVERVIEW, CLAIM, CATEGORIES, PARTICIPANTS, RESULTS],
    }
}

/// Whether a person's work is that of an organisation's admin.
pub fn is_participant(person: &Person) -> bool {
    first_role(person) == Role::Participant
}

/// Where a person's work is: the first entry of their navigation.
pub fn room(person: &Person) -> &'static str {
    entries(Some(person))
        .first()
        .map_or("/", |(_, href, ..)| *href)
}

pub(super) fn links(chrome: &Chrome) -> Vec<Link> {
    entries(chrome.person.as_ref())
        .into_iter()
        .map(|entry| link(chrome, entry))
        .collect()
}

/// Where else the person may go.
pub(super) fn rooms(chrome: &Chrome) -> Vec<Link> {
    let Some(person) = &chrome.person else {
        return Vec::new();
    };
    let rooms: [(&[Role], Entry); 6] = [
        (&[Role::Committee], BOARD),
        (&[Role::Juror], SHEETS),
        (&[Role::Plenary], PLENARY),
        (&[Role::Leadership], APPROVAL),
        (&[Role::Participant], OVERVIEW),
        (&[Role::Committee, Role::Leadership, Role::Operator], AUDIT),
    ];
    rooms
        .into_iter()
        .filter(|(roles, _)| roles.iter().any(|role| person.has(*role)))
        .map(|(_, entry)| link(chrome, entry))
        .collect()
}

fn link(chrome: &Chrome, (section, href, icon, key): Entry) -> Link {
    let counts = matches!(section, Section::Board | Section::Sheets);
    let short = match section {
        Section::Sheets => Some("nav-sheets-short"),
        Section::Approval => Some("nav-approval-short"),
        Section::Plenary => Some("nav-plenary-short"),
        _ => None,
    };
    Link {
        href,
        icon,
        label: chrome.language.say(key),
        short: short.map(|key| chrome.language.say(key)),
        current: section == chrome.section,
        waiting: if counts { chrome.waiting } else { 0 },
    }
}

pub(super) fn label(chrome: &Chrome) -> Phrase {
    let key = match chrome.person.as_ref().map(first_role) {
        None => "nav-label",
        Some(Role::Committee) => "nav-label-committee",
        Some(Role::Leadership) => "nav-label-leadership",
        Some(Role::Juror) => "nav-label-juror",
        Some(Role::Plenary) => "nav-label-plenary",
        Some(Role::Operator) => "nav-label",
        Some(Role::Participant) => "nav-label-participant",
    };
    chrome.language.say(key)
}
