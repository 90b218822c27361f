//! Imports as messages of the contract.

use fest_proto::registration::v1::{
    ColumnChoice, ImportedChange, ImportedFormat, OrganisationImport,
    PreviewOrganisationImportResponse, RowFault,
};
use uuid::Uuid;

use crate::{
    domain::organisation_file::{Column, Faults, File, Format},
    store::{
        organisation_import::Import,
        organisation_load::{Change, Counts},
    },
};

/// An import, or the undoing of one.
pub fn import(import: &Import) -> OrganisationImport {
    let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    OrganisationImport {
        id: import.id.to_string(),
        file_id: text(import.file_id),
        file_name: import.file_name.clone().unwrap_or_default(),
        file_sha256: import.file_sha256.clone(),
        created: import.counts.created,
        updated: import.counts.updated,
        unchanged: import.counts.unchanged,
        imported_at: Some(import.imported_at.into()),
        account_id: text(import.account_id),
        undoes_id: text(import.undoes),
        undone_by_id: text(import.undone_by),
    }
}

/// What an import would do.
pub fn preview(
    file: &File,
    counts: Counts,
    changes: &[Change],
    faults: &Faults,
) -> PreviewOrganisationImportResponse {
    PreviewOrganisationImportResponse {
        format: Some(format(&file.format)),
        columns: Column::ALL
            .into_iter()
            .filter_map(|column| choice(file, column))
            .collect(),
        header: file.header.clone(),
        created: counts.created,
        updated: counts.updated,
        unchanged: counts.unchanged,
        changes: changes.iter().map(change).collect(),
        faults: faults.first().iter().map(fault).collect(),
        fault_count: i32::try_from(faults.total()).unwrap_or(i32::MAX),
    }
}

fn format(format: &Format) -> ImportedFormat {
    match format {
        Format::Csv {
            encoding,
            delimiter,
        } => ImportedFormat {
            kind: "csv".to_owned(),
            encoding: (*encoding).to_owned(),
            delimiter: delimiter.to_string(),
            sheet: String::new(),
        },
        Format::Xlsx { sheet } => ImportedFormat {
            kind: "xlsx".to_owned(),
            sheet: sheet.clone(),
            ..ImportedFormat::default()
        },
    }
}

fn choice(file: &File, column: Column) -> Option<ColumnChoice> {
    let header = file.header.get(file.columns.place(column)?)?;
    Some(ColumnChoice {
        column: column.word().to_owned(),
        header: header.clone(),
    })
}

fn change(change: &Change) -> ImportedChange {
    let mut after = super::organisation(&change.after);
    if change.before.is_none() {
        after.id.clear();
    }
    ImportedChange {
        line: change.line,
        before: change.before.as_ref().map(super::organisation),
        after: Some(after),
    }
}

fn fault(fault: &chassis::error::Violation) -> RowFault {
    RowFault {
        field: fault.field.clone(),
        reason: fault.reason.to_owned(),
        description: fault.description.clone(),
    }
}
