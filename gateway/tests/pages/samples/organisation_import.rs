use gateway::pages::organisation_import::{Change, Import, Imports, Preview, Read};
use gateway::pages::{Fault, Form, Part, Role, Section};

use super::{Sample, at, department, district, paging, village};

const COMMITTEE: &[Role] = &[Role::Participant, Role::Committee];

fn import(id: &str, file_id: &str, is_undone: bool) -> Import {
    Import {
        id: id.into(),
        file_id: file_id.into(),
        file_name: if file_id.is_empty() {
            String::new()
        } else {
            "daftar organisasi (final).csv".into()
        },
        created: 368,
        updated: 2,
        unchanged: 0,
        imported_at: at("2024-10-20T16:00:00+07:00"),
        is_undone,
    }
}

fn imports() -> Imports {
    Imports {
        form: Form::fresh("0192"),
        imports: vec![
            import("i3", "f2", false),
            import("i2", "", false),
            import("i1", "f1", true),
        ],
        paging: paging(2, 41, "MDE5"),
        unavailable: Vec::new(),
    }
}

pub fn preview() -> Preview {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let columns = [("code", "Kode"), ("name", "Nama"), ("kind", "Jenis")];
    let renamed = Change {
        line: 7,
        before: Some(village()),
        after: gateway::pages::Organisation {
            name: "Desa Sukawangi Indah".into(),
            ..village()
        },
    };
    let regraded = Change {
        line: 8,
        before: Some(village()),
        after: gateway::pages::Organisation {
            kind: "kelurahan".into(),
            ..village()
        },
    };
    let moved = Change {
        line: 9,
        before: Some(district()),
        after: district(),
    };
    let new = Change {
        line: 2,
        before: None,
        after: department(),
    };
    Preview {
        form: Form::fresh("0192"),
        file_id: "f1".into(),
        read: Some(Read {
            format: "csv".into(),
            encoding: "UTF-8".into(),
            sheet: String::new(),
            header: words(&["No", "Kode", "Nama", "Jenis", ""]),
            columns: columns
                .map(|(name, header)| (name.to_owned(), header.to_owned()))
                .to_vec(),
            created: 21,
            updated: 3,
            unchanged: 344,
            changes: vec![new, renamed, regraded, moved],
            faults: Vec::new(),
            fault_count: 0,
        }),
    }
}

fn faulty() -> Preview {
    let mut preview = preview();
    if let Some(read) = &mut preview.read {
        let fault = |field: &str, reason: &str| (field.to_owned(), reason.to_owned());
        (read.format, read.sheet) = ("xlsx".into(), "Data 2024".into());
        read.faults = vec![
            fault("row 3: kind", "KIND_UNKNOWN"),
            fault("row 4: name", "CELL_FORMULA"),
        ];
        read.fault_count = 500;
        read.changes.clear();
    }
    preview
}

pub fn samples() -> Vec<Sample> {
    use Section::Board as Room;
    vec![
        Sample::new("imports", Room, COMMITTEE, |chrome| {
            imports().render(chrome)
        }),
        Sample::new("imports-empty", Room, COMMITTEE, |chrome| {
            Imports {
                form: Form::fresh("0192"),
                ..Imports::default()
            }
            .render(chrome)
        }),
        Sample::new("imports-without-registration", Room, COMMITTEE, |chrome| {
            Imports {
                form: Form::fresh("0192"),
                unavailable: vec![Part::Registration],
                ..Imports::default()
            }
            .render(chrome)
        }),
        Sample::new("imports-refused", Room, COMMITTEE, |chrome| {
            let faults = vec![
                Fault::new("file", "FILE_TYPE_REFUSED"),
                Fault::named("organisation 32.16.03.2004", "IMPORT_OVERTAKEN"),
            ];
            Imports {
                form: Form {
                    request_id: "0192".into(),
                    faults,
                },
                ..imports()
            }
            .render(chrome)
        }),
        Sample::new("import-preview", Room, COMMITTEE, |chrome| {
            preview().render(chrome)
        }),
        Sample::new("import-preview-nothing-new", Room, COMMITTEE, |chrome| {
            let mut preview = preview();
            if let Some(read) = &mut preview.read {
                read.changes.clear();
                (read.created, read.updated) = (0, 0);
            }
            preview.render(chrome)
        }),
        Sample::new("import-preview-faulty", Room, COMMITTEE, |chrome| {
            faulty().render(chrome)
        }),
        Sample::new("import-preview-refused", Room, COMMITTEE, |chrome| {
            Preview {
                form: Form {
                    request_id: "0192".into(),
                    faults: vec![Fault::whole("FILE_BROKEN")],
                },
                file_id: "f1".into(),
                read: None,
            }
            .render(chrome)
        }),
    ]
}
