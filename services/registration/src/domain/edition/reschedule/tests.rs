//! Dates that move, and dates that do not.

use super::super::{
    PlanDraft, StageDraft,
    tests::{at, draft},
};
use super::*;

const NOW: &str = "2024-10-20T09:00:00+07:00";
const SOON: &str = "2024-10-20T09:00:01+07:00";

fn act() -> Act {
    Act::new(Uuid::nil(), Uuid::nil(), "Banjir di Babelan", at(NOW)).expect("a reason")
}

fn visit(starts_at: &str, ends_at: &str) -> Stage {
    Stage {
        kind: StageKind::SiteVisit,
        starts_at: at(starts_at),
        ends_at: at(ends_at),
    }
}

fn planned() -> Stage {
    visit("2024-11-01T08:00:00+07:00", "2024-11-05T16:00:00+07:00")
}

/// Open since 14 October, closing on 30 October, announced on 14 November.
fn locked_with(stage: Stage) -> Edition {
    let plan = PlanDraft {
        stages: vec![StageDraft {
            kind: Some(stage.kind),
            starts_at: Some(stage.starts_at),
            ends_at: Some(stage.ends_at),
        }],
        ..draft()
    };
    let draft = Edition::draft("fest-2024", plan).expect("draft");
    draft.lock(1, 1).expect("locked")
}

fn locked() -> Edition {
    locked_with(planned())
}

fn refused(edition: Edition, wanted: Move) -> MoveError {
    edition.reschedule(2, wanted, act()).expect_err("refused")
}

fn fault(edition: Edition, wanted: Move) -> (String, &'static str) {
    match refused(edition, wanted) {
        MoveError::Invalid(one) => (one.field, one.reason),
        MoveError::Refused(refusal) => panic!("{refusal}"),
    }
}

#[test]
fn a_closing_is_put_off_and_the_history_knows_from_when_to_when() {
    let later = at("2024-11-02T23:59:00+07:00");
    let closes_at = locked().plan.timeline.closes_at;
    let (moved, kept) = locked()
        .reschedule(2, Move::Moment(Moment::Closes, later), act())
        .expect("moved");
    assert_eq!((moved.plan.timeline.closes_at, moved.version), (later, 3));
    assert_eq!(kept.subject, Subject::Moment(Moment::Closes));
    assert_eq!(
        (kept.before.starts_at, kept.after.starts_at),
        (closes_at, later)
    );
    assert_eq!((kept.edition_version, kept.act), (3, act()));
}

#[test]
fn what_has_passed_stays_and_nothing_is_moved_into_the_past() {
    let later = at("2024-10-25T08:00:00+07:00");
    for moment in [Moment::MonitoringStarts, Moment::Opens] {
        let refusal = refused(locked(), Move::Moment(moment, later));
        assert_eq!(refusal, MoveError::Refused(Refusal::MomentPassed));
    }
    let into_the_past = fault(locked(), Move::Moment(Moment::Closes, at(NOW)));
    assert_eq!(into_the_past, ("moment.at".to_owned(), "MOMENT_IN_PAST"));
    let (moved, _) = locked()
        .reschedule(2, Move::Moment(Moment::Closes, at(SOON)), act())
        .expect("a moment ahead");
    assert_eq!(moved.plan.timeline.closes_at, at(SOON));
}

#[test]
fn a_date_that_would_stay_or_break_the_order_is_not_moved() {
    let closes_at = locked().plan.timeline.closes_at;
    let empty = fault(locked(), Move::Moment(Moment::Closes, closes_at));
    assert_eq!(empty.1, "MOVE_EMPTY");
    let before_closing = closes_at - chrono::TimeDelta::seconds(1);
    let order = fault(locked(), Move::Moment(Moment::Announces, before_closing));
    assert_eq!(
        order,
        ("timeline.announces_at".to_owned(), "TIMELINE_ORDER")
    );
    let before_the_visit = at("2024-11-02T08:00:00+07:00");
    let order = fault(locked(), Move::Moment(Moment::Announces, before_the_visit));
    assert_eq!(order, ("stage.ends_at".to_owned(), "STAGE_ORDER"));
}

#[test]
fn a_stage_moves_while_it_is_ahead_and_ends_otherwise_while_it_goes_on() {
    let later = visit("2024-11-03T08:00:00+07:00", "2024-11-08T16:00:00+07:00");
    let (moved, kept) = locked()
        .reschedule(2, Move::Stage(later), act())
        .expect("moved");
    assert_eq!(moved.plan.stages, [later]);
    assert_eq!(kept.before.ends_at, Some(planned().ends_at));

    let going_on = visit("2024-10-19T08:00:00+07:00", "2024-10-22T16:00:00+07:00");
    let begun_otherwise = visit("2024-10-21T08:00:00+07:00", "2024-10-22T16:00:00+07:00");
    assert_eq!(
        refused(locked_with(going_on), Move::Stage(begun_otherwise)),
        MoveError::Refused(Refusal::MomentPassed)
    );
    let longer = Stage {
        ends_at: at("2024-10-23T16:00:00+07:00"),
        ..going_on
    };
    let (moved, _) = locked_with(going_on)
        .reschedule(2, Move::Stage(longer), act())
        .expect("a later end");
    assert_eq!(moved.plan.stages, [longer]);

    let over = visit("2024-10-15T08:00:00+07:00", NOW);
    assert_eq!(
        refused(
            locked_with(over),
            Move::Stage(Stage {
                ends_at: longer.ends_at,
                ..over
            })
        ),
        MoveError::Refused(Refusal::MomentPassed)
    );
}

#[test]
fn only_a_planned_stage_of_a_locked_edition_moves_for_who_saw_its_last_version() {
    let later = Move::Moment(Moment::Closes, at("2024-11-02T23:59:00+07:00"));
    let objection = Stage {
        kind: StageKind::Objection,
        ..planned()
    };
    assert_eq!(
        refused(locked(), Move::Stage(objection)),
        MoveError::Refused(Refusal::StageNotPlanned)
    );
    let stale = locked().reschedule(1, later, act()).expect_err("stale");
    assert_eq!(stale, MoveError::Refused(Refusal::VersionStale));
    let draft = Edition::draft("fest-2024", draft()).expect("draft");
    let draft = draft.reschedule(1, later, act()).expect_err("a draft");
    assert_eq!(draft, MoveError::Refused(Refusal::EditionDraft));
    let archived = Edition {
        standing: Standing::Archived,
        ..locked()
    };
    assert_eq!(
        refused(archived, later),
        MoveError::Refused(Refusal::EditionArchived)
    );
}

#[test]
fn a_move_needs_a_reason() {
    let without = Act::new(Uuid::nil(), Uuid::nil(), "  ", at(NOW)).expect_err("refused");
    assert_eq!(without.reason, "REASON_MISSING");
}
