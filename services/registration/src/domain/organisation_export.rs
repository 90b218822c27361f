//! The registry as a file that an import takes back without a change.

use super::{organisation::Organisation, organisation_file::Column};

/// These bodies as rows of a CSV file, under the header where they are the first ones.
#[must_use]
pub fn csv(bodies: &[Organisation], with_header: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = with_header.then(|| Column::ALL.map(Column::word));
    let rows = bodies.iter().map(|body| {
        let facts = &body.facts;
        let cell = |column| match column {
            Column::Code => facts.code.as_str(),
            Column::Name => &facts.name,
            Column::Kind => &facts.kind,
            Column::ParentCode => facts.parent_code.as_deref().unwrap_or_default(),
            Column::District => &facts.district,
            Column::Source => &facts.source,
        };
        Column::ALL.map(cell)
    });
    for record in header.into_iter().chain(rows) {
        // Memory takes whatever is written, and all rows are as wide as the first.
        let _ = writer.write_record(record);
    }
    writer.into_inner().unwrap_or_default()
}
