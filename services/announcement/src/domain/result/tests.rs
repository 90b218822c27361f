//! What a root lets through.

use proof::{
    SealedResult,
    result::{Category, Entrant, Heading, Organisation},
};
use rules::{
    Evidence, Rubric,
    rubric::{CriterionDraft, SourceDraft},
};

use super::*;

const EDITION: &str = "diskom-fest-2024";

fn category_id() -> Uuid {
    Uuid::from_u128(1)
}

fn at() -> DateTime<Utc> {
    "2024-11-14T12:00:00Z".parse().expect("a time")
}

fn result(edition_id: &str, category_id: Uuid) -> SealedResult {
    let criterion = CriterionDraft {
        code: "kreativitas".to_owned(),
        name: "Kreativitas".to_owned(),
        name_en: "Creativity".to_owned(),
        weight: "1".to_owned(),
        source: Some(SourceDraft::Juror {
            minimum: "0".to_owned(),
            maximum: "3".to_owned(),
        }),
    };
    let entrant = |number: u32, mark: &str| Entrant {
        subject_id: Uuid::from_u128(number.into()).to_string(),
        title: format!("Karya {number}"),
        organisation: Organisation {
            code: format!("pd-{number}"),
            name: format!("Dinas {number}"),
            kind: "perangkat_daerah".to_owned(),
        },
        evidence: Evidence::Marks(
            [(
                "kreativitas".to_owned(),
                vec![mark.parse().expect("a mark")],
            )]
            .into(),
        ),
    };
    let heading = Heading {
        example: true,
        edition_id: edition_id.to_owned(),
        category: Category {
            id: category_id.to_string(),
            code: "reels".to_owned(),
            name: "Reels terbaik".to_owned(),
            name_en: "Best reel".to_owned(),
            places: 2,
        },
        snapshot_commitment: None,
    };
    let rubric = Rubric::new(vec![criterion]).expect("a rubric");
    let entrants = vec![
        entrant(1, "1"),
        entrant(2, "2"),
        entrant(3, "2"),
        entrant(4, "0"),
    ];
    SealedResult::compute(heading, rubric, entrants).expect("a result")
}

fn sealed(result: &SealedResult) -> (KnownSeal, Handed) {
    let sealed = result.seal(Salt::new([3; 32])).expect("sealed");
    let known = KnownSeal {
        edition_id: EDITION.to_owned(),
        category_id: category_id(),
        root: sealed.root,
        sealed_at: at(),
    };
    let released = Handed {
        content: sealed.content,
        salt: sealed.salt,
    };
    (known, released)
}

#[test]
fn who_won_is_what_was_sealed() {
    let (known, released) = sealed(&result(EDITION, category_id()));
    let revealed = known.reveal(&released, at()).expect("revealed");
    let winners: Vec<_> = revealed
        .winners
        .iter()
        .map(|winner| {
            (
                winner.place,
                winner.title.as_str(),
                winner.total.to_string(),
            )
        })
        .collect();
    assert_eq!(
        winners,
        [
            (1, "Karya 2", "200/3".to_owned()),
            (1, "Karya 3", "200/3".to_owned())
        ]
    );
    assert_eq!(revealed.category.name_en, "Best reel");
    assert!(revealed.example);
}

#[test]
fn another_content_or_salt_breaks_the_seal() {
    let (known, released) = sealed(&result(EDITION, category_id()));
    let text = String::from_utf8(released.content.clone()).expect("text");
    let swapped = text.replace("Karya 2", "Karya 9");
    assert_ne!(swapped, text);
    for broken in [
        Handed {
            content: swapped.into_bytes(),
            ..released.clone()
        },
        Handed {
            salt: Salt::new([4; 32]),
            ..released.clone()
        },
        Handed {
            content: Vec::new(),
            ..released
        },
    ] {
        let refused = known.clone().reveal(&broken, at()).err();
        assert_eq!(refused, Some(Refusal::SealBroken));
    }
}

#[test]
fn a_content_that_the_rules_do_not_give_breaks_the_seal_although_the_root_fits() {
    let mut bent = result(EDITION, category_id());
    bent.subjects.swap(0, 1);
    bent.subjects[0].rank = Some(1);
    bent.subjects[0].total = Some("99".parse().expect("a number"));
    let salt = Salt::new([3; 32]);
    let content = proof::to_canonical(&bent).expect("canonical");
    let (known, _) = sealed(&result(EDITION, category_id()));
    let known = KnownSeal {
        root: proof::commit(&salt, &content),
        ..known
    };
    let refused = known.reveal(&Handed { content, salt }, at()).err();
    assert_eq!(refused, Some(Refusal::SealBroken));
}

#[test]
fn a_content_of_another_category_or_edition_breaks_the_seal() {
    for other in [
        result(EDITION, Uuid::from_u128(9)),
        result("diskom-fest-2023", category_id()),
    ] {
        let (known, released) = sealed(&other);
        let refused = known.reveal(&released, at()).err();
        assert_eq!(refused, Some(Refusal::SealBroken));
    }
}
