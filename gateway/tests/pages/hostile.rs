//! What comes from outside stays text, and stays here.

use gateway::texts::Language;

use crate::samples::{self, HOSTILE};

#[test]
fn no_link_follows_an_address_to_another_host() {
    use gateway::pages::{error::ErrorPage, local_path};
    for path in [
        "//elsewhere.example/x",
        "/\\elsewhere.example",
        "/\t/elsewhere.example",
        "https://elsewhere.example",
        "",
    ] {
        assert_eq!(local_path(path), "/", "{path}");
        let mut chrome = samples::find("error-404").chrome(Language::Id);
        chrome.path = path.into();
        let html = ErrorPage {
            status: 404,
            reason: String::new(),
            back: path.into(),
            needed: Vec::new(),
        }
        .render(&chrome)
        .0;
        assert!(!html.contains("elsewhere"), "{html}");
    }
    assert_eq!(local_path("/karya/1?x=y"), "/karya/1?x=y");
}

#[test]
fn hostile_text_never_becomes_markup() {
    use gateway::pages::{
        Fault, Form,
        entry::EntryPage,
        participant::{District, Participants},
    };
    let mut chrome = samples::find("overview").chrome(Language::Id);
    chrome.event_name = Some(HOSTILE.into());
    let person = chrome.person.as_mut().expect("a participant");
    (person.display_name, person.email) = (HOSTILE.into(), HOSTILE.into());
    (chrome.csrf, chrome.path, chrome.query, chrome.trace_id) = (
        HOSTILE.into(),
        HOSTILE.into(),
        HOSTILE.into(),
        HOSTILE.into(),
    );
    let organisation = gateway::pages::Organisation {
        code: HOSTILE.into(),
        name: HOSTILE.into(),
        kind: HOSTILE.into(),
        district: HOSTILE.into(),
    };
    let form = Form {
        request_id: HOSTILE.into(),
        faults: vec![
            Fault::new("title", HOSTILE),
            Fault::new(HOSTILE, HOSTILE),
            Fault::named(HOSTILE, HOSTILE),
        ],
    };
    let organisations = vec![organisation.clone()];
    let mut preview = samples::preview();
    preview.file_id = HOSTILE.into();
    if let Some(read) = &mut preview.read {
        read.header = vec![HOSTILE.into()];
        read.columns = vec![("code".into(), HOSTILE.into())];
        read.changes[0].after = organisation.clone();
        (read.encoding, read.sheet) = (HOSTILE.into(), HOSTILE.into());
    }
    let mut faulty = preview.clone();
    if let Some(read) = &mut faulty.read {
        read.faults = vec![(HOSTILE.into(), HOSTILE.into())];
        read.fault_count = 1;
    }
    let mut assigning = samples::assigning();
    for judge in &mut assigning.judges {
        (judge.id, judge.display_name) = (HOSTILE.into(), HOSTILE.into());
    }
    for entry in &mut assigning.entries {
        entry.jurors = Some(vec![HOSTILE.into()]);
        (entry.id, entry.title) = (HOSTILE.into(), HOSTILE.into());
    }
    let pages = [
        preview.render(&chrome),
        faulty.render(&chrome),
        assigning.render(&chrome),
        EntryPage {
            form,
            organisation,
            title: HOSTILE.into(),
            description: HOSTILE.into(),
            link: HOSTILE.into(),
            ..samples::entry()
        }
        .render(&chrome),
        EntryPage {
            checking: true,
            title: HOSTILE.into(),
            description: HOSTILE.into(),
            link: format!("https://x/{HOSTILE}"),
            ..samples::entry()
        }
        .render(&chrome),
        Participants {
            query: HOSTILE.into(),
            kind: HOSTILE.into(),
            district: HOSTILE.into(),
            districts: vec![District {
                name: HOSTILE.into(),
                organisations: 1,
            }],
            is_near: true,
            organisations,
            paging: samples::paging(2, 368, HOSTILE),
            unavailable: Vec::new(),
        }
        .render(&chrome),
    ];
    for page in pages {
        assert!(!page.0.contains("<script"), "{}", page.0);
        assert!(!page.0.contains(" onmouseover=\""), "{}", page.0);
        assert!(page.0.contains("&lt;script&gt;") || page.0.contains("&#60;script&#62;"));
    }
}
