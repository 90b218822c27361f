//! The rules of editions and their categories.

use crate::admission::{Rule, rpc};

pub(super) const RULES: &[(&str, Rule)] = &[
    (
        "createEdition",
        rpc!("registration", "EditionService", "CreateEdition"),
    ),
    (
        "lockEdition",
        rpc!("registration", "EditionService", "LockEdition"),
    ),
    (
        "getEdition",
        rpc!("registration", "EditionService", "GetEdition"),
    ),
    (
        "listEditions",
        rpc!("registration", "EditionService", "ListEditions"),
    ),
    (
        "updateEdition",
        rpc!("registration", "EditionService", "UpdateEdition"),
    ),
    (
        "checkEdition",
        rpc!("registration", "EditionService", "CheckEdition"),
    ),
    (
        "archiveEdition",
        rpc!("registration", "EditionService", "ArchiveEdition"),
    ),
    (
        "copyEdition",
        rpc!("registration", "EditionService", "CopyEdition"),
    ),
    (
        "rescheduleEdition",
        rpc!("registration", "EditionService", "RescheduleEdition"),
    ),
    (
        "listEditionReschedules",
        rpc!("registration", "EditionService", "ListEditionReschedules"),
    ),
    (
        "createCategory",
        rpc!("registration", "CategoryService", "CreateCategory"),
    ),
    (
        "listCategories",
        rpc!("registration", "CategoryService", "ListCategories"),
    ),
    (
        "updateCategory",
        rpc!("registration", "CategoryService", "UpdateCategory"),
    ),
    (
        "deleteCategory",
        rpc!("registration", "CategoryService", "DeleteCategory"),
    ),
];
