//! What ARCHITECTURE.md says of the events.

use fest_proto::EVENTS;

const PAGE: &str = include_str!("../../ARCHITECTURE.md");

#[test]
fn the_event_table_lists_every_subject_once_and_no_other() {
    let listed: Vec<&str> = PAGE
        .lines()
        .filter_map(|line| line.strip_prefix("| `fest."))
        .filter_map(|rest| rest.split('`').next())
        .collect();
    let known: Vec<&str> = EVENTS
        .iter()
        .map(|(subject, _)| subject.trim_start_matches("fest."))
        .collect();
    assert_eq!(listed, known);
}
