//! What the others are told, and callers see: the only place that builds contract messages of a result.

use fest_proto::{
    announcement::v1::{Result as PublicResult, ResultRevealed, Winner as PublicWinner},
    r#type::v1::Exact,
};

use crate::domain::result::{Published, Winner};

/// A category was revealed.
#[must_use]
pub fn result_revealed(published: &Published) -> ResultRevealed {
    ResultRevealed {
        result: Some(result(published)),
    }
}

/// A result as everybody may see it.
#[must_use]
pub fn result(published: &Published) -> PublicResult {
    PublicResult {
        edition_id: published.seal.edition_id.clone(),
        category_id: published.seal.category_id.to_string(),
        category_code: published.category.code.clone(),
        category_name: published.category.name.clone(),
        category_name_en: published.category.name_en.clone(),
        winners: published.winners.iter().map(winner).collect(),
        root: published.seal.root.to_string(),
        sealed_at: Some(published.seal.sealed_at.into()),
        revealed_at: Some(published.revealed_at.into()),
        example: published.example,
    }
}

fn winner(winner: &Winner) -> PublicWinner {
    PublicWinner {
        place: i32::try_from(winner.place).unwrap_or(i32::MAX),
        title: winner.title.clone(),
        organisation_code: winner.organisation_code.clone(),
        organisation_name: winner.organisation_name.clone(),
        organisation_kind: winner.organisation_kind.clone(),
        total: Some(Exact {
            value: winner.total.to_string(),
        }),
    }
}
