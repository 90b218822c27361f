use super::*;
use crate::domain::{organisation::Facts, platform::Form};

fn handle(name: &str) -> Handle {
    Handle {
        text: name.to_owned(),
        key: name.to_lowercase(),
    }
}

fn channel(name: Option<&str>, state: State) -> Channel {
    let facts = Facts {
        code: "pd-dinkes".to_owned(),
        name: "Dinas Kesehatan".to_owned(),
        kind: "perangkat_daerah".to_owned(),
        parent_code: None,
        district: String::new(),
        source: "list".to_owned(),
    };
    let platform = Platform {
        code: "instagram".to_owned(),
        name: "Instagram".to_owned(),
        name_en: "Instagram".to_owned(),
        example: "@dinkes".to_owned(),
        form: Form::Handle,
        marks: String::new(),
        ignored_marks: String::new(),
        shortest: 1,
        longest: 30,
        hosts: Vec::new(),
        address: "https://www.instagram.com/".to_owned(),
    };
    Channel {
        id: Uuid::nil(),
        organisation: Organisation {
            id: Uuid::nil(),
            facts,
            state: crate::domain::organisation::State::Active,
            version: 1,
        },
        platform,
        handle: name.map(handle),
        state,
        reason: String::new(),
        declared_at: DateTime::UNIX_EPOCH,
        version: 3,
    }
}

#[test]
fn a_channel_goes_from_declared_to_verified_and_back_to_its_owner() {
    let declared = channel(Some("dinkes"), State::Declared);
    let verified = declared.clone().verify(3).expect("verified");
    assert_eq!((verified.state, verified.version), (State::Verified, 4));
    let returned = verified.clone().send_back(4, "milik orang lain".to_owned());
    let returned = returned.expect("returned");
    assert_eq!(
        (returned.state, &*returned.reason),
        (State::Returned, "milik orang lain")
    );
    let removed = returned.clone().remove(5).expect("removed");
    assert_eq!((removed.state, &*removed.reason), (State::Removed, ""));

    assert_eq!(declared.clone().verify(2), Err(Refusal::VersionStale));
    assert_eq!(verified.verify(4), Err(Refusal::ChannelVerified));
    assert_eq!(returned.clone().verify(5), Err(Refusal::ChannelReturned));
    assert_eq!(
        returned.send_back(5, String::new()),
        Err(Refusal::ChannelReturned)
    );
    assert_eq!(removed.clone().verify(6), Err(Refusal::ChannelRemoved));
    assert_eq!(removed.remove(6), Err(Refusal::ChannelRemoved));
}

#[test]
fn a_handle_takes_the_place_of_none_and_of_what_was_returned() {
    let none = channel(None, State::Verified);
    let returned = channel(Some("Dinkes"), State::Returned);
    let other = channel(Some("dinkes2"), State::Declared);
    let known = vec![none.clone(), returned.clone(), other];
    let room = make_room(known, Some(&handle("dinkes")));
    assert_eq!(room, Ok(vec![none, returned]));
}

#[test]
fn the_same_is_not_declared_twice() {
    for state in [State::Declared, State::Verified] {
        let known = vec![channel(Some("Dinkes"), state)];
        let room = make_room(known, Some(&handle("dinkes")));
        assert_eq!(room, Err(Refusal::ChannelTaken));
        let room = make_room(vec![channel(None, state)], None);
        assert_eq!(room, Err(Refusal::ChannelTaken));
    }
}

#[test]
fn none_is_not_stated_beside_a_channel_but_in_place_of_a_returned_one() {
    let known = vec![channel(Some("dinkes"), State::Declared)];
    assert_eq!(make_room(known, None), Err(Refusal::ChannelExists));
    let returned = channel(Some("dinkes"), State::Returned);
    assert_eq!(make_room(vec![returned.clone()], None), Ok(vec![returned]));
}
