//! Why a command or a question is refused. The texts are for the caller: none of them repeats a mark, a score or a rank.

use uuid::Uuid;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("there is no such {}", .0.text())]
    NotFound(Noun),
    /// Not there as far as we know; its owner may know better.
    #[error("there is no such {}", .0.noun().text())]
    Unknown(Fact),
    /// A draft as far as we know; its owner has to say so.
    #[error("whether the edition is still a draft is not known")]
    DraftUnheard { edition_id: String },
    #[error("the edition is locked: its rules no longer change")]
    EditionLocked,
    #[error("the category has its rubric already")]
    RubricTaken,
    #[error("the judge was appointed for another edition")]
    JudgeOtherEdition,
    #[error("the judge has this entry already")]
    AssignmentTaken,
    #[error("the category is sealed: nothing of it changes any more")]
    CategorySealed,
    #[error("somebody changed it meanwhile: read it again")]
    VersionStale,
    #[error("the sheet was handed in")]
    SheetSubmitted,
    #[error("you belong to the plenary of another edition")]
    PlenaryOtherEdition,
    #[error("entries are still taken")]
    WindowOpen { edition_id: String },
    /// Entries may still be under way; their owner has to end the intake.
    #[error("the category's intake has not ended")]
    IntakeUnended { category_id: Uuid },
    #[error("the ranking lacks {} of its inputs", .0.len())]
    RankingIncomplete(Vec<Fault>),
    #[error("this is not the root of the seal")]
    RootDiffers,
    #[error("the release cannot be before the edition's announcement")]
    NotBeforeEarly { edition_id: String },
    #[error("the release cannot be later than thirty days after the edition's announcement")]
    NotBeforeLate { edition_id: String },
    #[error("confirm with your password again, at most five minutes before")]
    ConfirmationRequired,
    #[error("your side has approved already")]
    ApprovalTaken,
    #[error("the result has been released: no approval of it changes any more")]
    Released,
    #[error("two approvals are needed, one of leadership and one of the plenary")]
    ApprovalsMissing,
    #[error("the moment of the release has not come")]
    ReleaseEarly,
    #[error("the request has {} faults", .0.len())]
    Invalid(Vec<Fault>),
}

/// One thing at fault or missing. Its texts are fixed, so that they cannot carry what somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A path in the request, or the thing that is meant.
    pub field: String,
    /// A stable upper-case name.
    pub reason: &'static str,
    /// A sentence in English.
    pub description: &'static str,
}

/// What may not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    Category,
    Entry,
    Judge,
    Rubric,
    Assignment,
    Seal,
    Approval,
}

/// Somebody else's fact of which we hold a copy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fact {
    Edition(String),
    Category(Uuid),
    Judge(Uuid),
    Entry(Uuid),
    /// That nothing more comes into a category. Asking for it makes it so.
    IntakeEnd(Uuid),
}

impl Refusal {
    /// The fact to ask its owner about before this refusal is final.
    pub fn doubt(&self) -> Option<Fact> {
        match self {
            Self::Unknown(fact) => Some(fact.clone()),
            Self::IntakeUnended { category_id } => Some(Fact::IntakeEnd(*category_id)),
            Self::DraftUnheard { edition_id }
            | Self::WindowOpen { edition_id }
            | Self::NotBeforeEarly { edition_id }
            | Self::NotBeforeLate { edition_id } => Some(Fact::Edition(edition_id.clone())),
            _ => None,
        }
    }

    /// Nothing found is well.
    pub(crate) fn none_of(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Self::Invalid(faults))
        }
    }
}

impl Fault {
    /// A fault from its parts.
    pub fn new(field: impl Into<String>, reason: &'static str, description: &'static str) -> Self {
        Self {
            field: field.into(),
            reason,
            description,
        }
    }
}

/// Whose a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Registration,
    Submission,
}

impl Owner {
    /// Its name in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Submission => "submission",
        }
    }
}

impl Fact {
    /// Whom to ask.
    pub fn owner(&self) -> Owner {
        match self {
            Self::Edition(_) | Self::Category(_) | Self::Judge(_) => Owner::Registration,
            Self::Entry(_) | Self::IntakeEnd(_) => Owner::Submission,
        }
    }

    /// What callers know it as. A category whose edition nobody knows is none.
    pub fn noun(&self) -> Noun {
        match self {
            Self::Edition(_) | Self::Category(_) | Self::IntakeEnd(_) => Noun::Category,
            Self::Judge(_) => Noun::Judge,
            Self::Entry(_) => Noun::Entry,
        }
    }
}

impl Noun {
    /// Its name in a sentence.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Entry => "submitted entry",
            Self::Judge => "judge",
            Self::Rubric => "rubric",
            Self::Assignment => "assignment of yours",
            Self::Seal => "seal",
            Self::Approval => "approval of yours",
        }
    }
}
