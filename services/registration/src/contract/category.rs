//! Categories.

use fest_proto::registration::v1::{self as contract, CategoryIntake, CategorySubject};

use crate::domain::category::{Category, Intake, PublicScores, Subject};

pub fn category(category: &Category) -> contract::Category {
    let subject = match category.subject {
        Subject::Organisation => CategorySubject::Organisation,
        Subject::Person => CategorySubject::Person,
        Subject::Work => CategorySubject::Work,
    };
    let intake = match category.intake {
        Intake::Monitored => CategoryIntake::Monitored,
        Intake::Entered => CategoryIntake::Entered,
        Intake::Assessed => CategoryIntake::Assessed,
    };
    let public_scores = match category.scores.public {
        PublicScores::None => contract::PublicScores::None,
        PublicScores::Winners => contract::PublicScores::Winners,
        PublicScores::Nominees => contract::PublicScores::Nominees,
        PublicScores::All => contract::PublicScores::All,
    };
    contract::Category {
        id: category.id.to_string(),
        edition_id: category.edition_id.clone(),
        code: category.code.clone(),
        name: category.name.clone(),
        name_en: category.name_en.clone(),
        field: category.field.clone(),
        subject: subject.into(),
        intake: intake.into(),
        levels: category.levels.clone(),
        places: category.places,
        proposal: category.proposal,
        version: category.version,
        minimum_entries: category.minimum_entries,
        minimum_volume: category.minimum_volume,
        may_stay_unawarded: category.may_stay_unawarded,
        public_scores: public_scores.into(),
        score_name: category.scores.name.clone(),
        score_name_en: category.scores.name_en.clone(),
    }
}
