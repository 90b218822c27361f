use proof::{
    Digest,
    audit::{Checkpoint, Fault, Head, Row, Verifier},
};
use proptest::prelude::*;

type Chain = Vec<(Row, Digest)>;

fn row(number: i64) -> Row {
    Row {
        number,
        id: format!("0192f0c4-7f6e-7d35-9c39-{number:012}"),
        at: "2024-10-21T02:00:00.000000Z".to_owned(),
        actor: "service:gateway".to_owned(),
        rpc: "fest.submission.v1.EntryService/SubmitEntry".to_owned(),
        subject: format!("entry:{number}"),
        trace_id: None,
        before: None,
        after: Some(Digest::of(&number.to_be_bytes())),
    }
}

/// The rows under fresh hashes, as somebody would make them who holds the whole database.
fn chained(rows: impl IntoIterator<Item = Row>) -> Chain {
    let mut head = Head::empty();
    let link = |row: Row| {
        head = head.link(&row).unwrap();
        (row, head.hash)
    };
    rows.into_iter().map(link).collect()
}

fn head_at(chain: &Chain, count: usize) -> Head {
    let (row, hash) = &chain[count - 1];
    Head {
        count: row.number,
        hash: *hash,
    }
}

fn verify(chain: &Chain, checkpoints: &[Head]) -> Result<Head, Fault> {
    let mut verifier = Verifier::new(checkpoints.iter().copied());
    for (row, hash) in chain {
        if let Some(fault) = verifier.follow(row, hash).unwrap() {
            return Err(fault);
        }
    }
    verifier.end()
}

#[test]
fn the_signed_bytes_of_a_checkpoint_are_canonical_json() {
    let checkpoint = Checkpoint {
        service: "scoring".to_owned(),
        head: Head::empty(),
        signed_at: "2024-10-21T02:00:00.000000Z".to_owned(),
    };
    let text = String::from_utf8(checkpoint.content().unwrap()).unwrap();
    let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(
        text,
        format!(
            r#"{{"count":0,"head":"{hash}","service":"scoring","signed_at":"2024-10-21T02:00:00.000000Z"}}"#
        )
    );
}

#[test]
fn a_chain_without_rows_or_checkpoints_holds() {
    assert_eq!(verify(&Vec::new(), &[]), Ok(Head::empty()));
}

proptest! {
    #[test]
    fn a_chain_holds_against_all_its_own_checkpoints(count in 1_usize..40) {
        let chain = chained((1..=count as i64).map(row));
        let all: Vec<Head> = (1..=count).map(|at| head_at(&chain, at)).collect();
        prop_assert_eq!(verify(&chain, &all), Ok(head_at(&chain, count)));
    }

    #[test]
    fn a_changed_row_is_named(count in 1_usize..40, at in any::<prop::sample::Index>(), member in 0_usize..7) {
        let mut chain = chained((1..=count as i64).map(row));
        let at = at.index(count);
        let changed = &mut chain[at].0;
        match member {
            0 => changed.id.push('0'),
            1 => changed.at = "2024-10-21T02:00:00.000001Z".to_owned(),
            2 => changed.actor = "person:somebody".to_owned(),
            3 => changed.rpc.push('s'),
            4 => changed.subject.push('0'),
            5 => changed.trace_id = Some("4bf92f3577b34da6a3ce929d0e0e4736".to_owned()),
            _ => changed.before = changed.after.take(),
        }
        prop_assert_eq!(verify(&chain, &[]), Err(Fault::Changed(at as i64 + 1)));
    }

    #[test]
    fn a_row_that_was_taken_out_is_named(count in 2_usize..40, at in any::<prop::sample::Index>()) {
        let mut chain = chained((1..=count as i64).map(row));
        let at = at.index(count - 1);
        chain.remove(at);
        prop_assert_eq!(verify(&chain, &[]), Err(Fault::Missing(at as i64 + 1)));
    }

    #[test]
    fn an_end_that_was_cut_off_is_named(count in 2_usize..40, kept in any::<prop::sample::Index>()) {
        let mut chain = chained((1..=count as i64).map(row));
        let checkpoint = head_at(&chain, count);
        let kept = kept.index(count);
        chain.truncate(kept);
        let gone = Fault::CutOff { first: kept as i64 + 1, last: count as i64 };
        prop_assert_eq!(verify(&chain, &[checkpoint]), Err(gone));
    }

    #[test]
    fn a_chain_computed_anew_contradicts_the_first_checkpoint_after_the_change(
        count in 3_usize..40, at in any::<prop::sample::Index>(), split in any::<prop::sample::Index>(),
    ) {
        let chain = chained((1..=count as i64).map(row));
        let at = at.index(count);
        let split = split.index(count - 1) + 1;
        let checkpoints = [head_at(&chain, split), head_at(&chain, count)];
        let mut rows: Vec<Row> = chain.into_iter().map(|(row, _)| row).collect();
        rows[at].actor = "person:somebody".to_owned();
        let (first, last) = if at < split { (1, split) } else { (split + 1, count) };
        let found = Fault::Rewritten { first: first as i64, last: last as i64 };
        prop_assert_eq!(verify(&chained(rows), &checkpoints), Err(found));
    }

    #[test]
    fn a_row_that_was_taken_out_with_the_rest_numbered_anew_is_found(count in 2_usize..40, at in any::<prop::sample::Index>()) {
        let chain = chained((1..=count as i64).map(row));
        let checkpoint = head_at(&chain, count);
        let mut rows: Vec<Row> = chain.into_iter().map(|(row, _)| row).collect();
        rows.remove(at.index(count));
        for (number, row) in (1..).zip(&mut rows) {
            row.number = number;
        }
        let gone = Fault::CutOff { first: count as i64, last: count as i64 };
        prop_assert_eq!(verify(&chained(rows), &[checkpoint]), Err(gone));
    }
}
