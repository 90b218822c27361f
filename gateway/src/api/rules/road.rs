//! From an entry to its result.

use crate::admission::{Rule, rpc};

pub(super) const RULES: &[(&str, Rule)] = &[
    (
        "createEntry",
        rpc!("submission", "EntryService", "CreateEntry"),
    ),
    ("saveEntry", rpc!("submission", "EntryService", "SaveEntry")),
    (
        "submitEntry",
        rpc!("submission", "EntryService", "SubmitEntry"),
    ),
    ("getEntry", rpc!("submission", "EntryService", "GetEntry")),
    (
        "listEntries",
        rpc!("submission", "EntryService", "ListEntries"),
    ),
    (
        "importLaporCounts",
        rpc!("submission", "LaporService", "ImportLaporCounts"),
    ),
    (
        "freezeSnapshot",
        rpc!("submission", "LaporService", "FreezeSnapshot"),
    ),
    (
        "createRubric",
        rpc!("scoring", "RubricService", "CreateRubric"),
    ),
    ("getRubric", rpc!("scoring", "RubricService", "GetRubric")),
    (
        "assignJuror",
        rpc!("scoring", "AssignmentService", "AssignJuror"),
    ),
    (
        "listAssignments",
        rpc!("scoring", "AssignmentService", "ListAssignments"),
    ),
    (
        "listStages",
        rpc!("scoring", "AssignmentService", "ListStages"),
    ),
    ("saveSheet", rpc!("scoring", "SheetService", "SaveSheet")),
    (
        "submitSheet",
        rpc!("scoring", "SheetService", "SubmitSheet"),
    ),
    ("getSheet", rpc!("scoring", "SheetService", "GetSheet")),
    (
        "getRanking",
        rpc!("scoring", "RankingService", "GetRanking"),
    ),
    ("seal", rpc!("scoring", "SealService", "SealCategory")),
    ("approve", rpc!("scoring", "SealService", "ApproveRelease")),
    (
        "withdrawApproval",
        rpc!("scoring", "SealService", "WithdrawApproval"),
    ),
    ("getSeal", rpc!("scoring", "SealService", "GetSeal")),
    (
        "reveal",
        rpc!("announcement", "ResultService", "RevealCategory"),
    ),
    (
        "listResults",
        rpc!("announcement", "ResultService", "ListResults"),
    ),
];
