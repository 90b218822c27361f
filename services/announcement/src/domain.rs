//! Plain rules on plain values.

pub mod result;

/// Why a command or a question is refused. No text tells anything of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("no seal of this category is known")]
    SealNotFound,
    #[error("the content does not belong to the root that was sealed; nothing was published")]
    SealBroken,
    #[error("the category was revealed already")]
    ResultRevealed,
    #[error("nothing has been announced yet")]
    NotAnnounced,
}
