//! An event on the wire: a CloudEvents 1.0 message in binary mode, attributes as NATS headers, the protobuf message as the body.

use async_nats::HeaderMap;
use chrono::SecondsFormat;
use fest_proto::Event;
use uuid::Uuid;

use crate::outbox::Row;

const ID: &str = "ce-id";
const SOURCE: &str = "ce-source";
const TYPE: &str = "ce-type";
const TIME: &str = "ce-time";
const SUBJECT: &str = "ce-subject";
const SPEC_VERSION: &str = "ce-specversion";
const DATA_SCHEMA: &str = "ce-dataschema";
const CONTENT_TYPE: &str = "content-type";
const TRACEPARENT: &str = "traceparent";

/// The headers of an outbox row. The table's checks keep line breaks out of every text that goes into one.
pub(crate) fn headers(row: &Row, traceparent: Option<&str>) -> HeaderMap {
    let time = row.occurred_at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let mut headers = HeaderMap::new();
    headers.insert(SPEC_VERSION, "1.0");
    headers.insert(ID, row.id.to_string());
    headers.insert(SOURCE, source(&row.subject));
    headers.insert(TYPE, row.type_.as_str());
    headers.insert(SUBJECT, row.aggregate.as_str());
    headers.insert(TIME, time);
    headers.insert(DATA_SCHEMA, format!("proto:{}", row.type_));
    headers.insert(CONTENT_TYPE, "application/protobuf");
    if let Some(traceparent) = traceparent {
        headers.insert(TRACEPARENT, traceparent);
    }
    headers
}

/// `/fest/<service>`, by the subject.
fn source(subject: &str) -> String {
    let service = subject.split('.').nth(1).unwrap_or_default();
    format!("/fest/{service}")
}

/// Why a message is no event for this consumer. It will not be one at the next delivery either.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("ce-id is not a UUID")]
    Id,
    #[error("ce-type is not the one of this subject")]
    Type,
    #[error("the body is no such message")]
    Body(#[source] prost::DecodeError),
}

impl Unreadable {
    pub(crate) const fn reason(&self) -> &'static str {
        match self {
            Self::Id => "EVENT_ID_UNREADABLE",
            Self::Type => "EVENT_TYPE_UNEXPECTED",
            Self::Body(_) => "EVENT_BODY_UNREADABLE",
        }
    }
}

/// The event's id, if the headers give one.
pub(crate) fn id(headers: &HeaderMap) -> Option<Uuid> {
    headers.get(ID)?.as_str().parse().ok()
}

/// The trace that the event belongs to.
pub(crate) fn traceparent(headers: &HeaderMap) -> Option<&str> {
    headers.get(TRACEPARENT).map(|value| value.as_str())
}

/// The event's id and body, as far as this consumer understands them.
pub(crate) fn read<E: Event>(headers: &HeaderMap, payload: &[u8]) -> Result<(Uuid, E), Unreadable> {
    let id = id(headers).ok_or(Unreadable::Id)?;
    if headers.get(TYPE).map(|value| value.as_str()) != Some(E::TYPE) {
        return Err(Unreadable::Type);
    }
    let event = E::decode(payload).map_err(Unreadable::Body)?;
    Ok((id, event))
}

#[cfg(test)]
mod tests {
    use fest_proto::registration::v1::{EditionLocked, OrganisationsImported};
    use prost::Message;

    use super::*;

    fn row() -> Row {
        let event = OrganisationsImported {
            created: 3,
            ..Default::default()
        };
        Row {
            id: Uuid::from_u128(7),
            position: 1,
            subject: OrganisationsImported::SUBJECT.to_owned(),
            type_: OrganisationsImported::TYPE.to_owned(),
            aggregate: "batch-1".to_owned(),
            payload: event.encode_to_vec(),
            traceparent: None,
            occurred_at: "2024-10-21T02:00:00Z".parse().expect("time"),
        }
    }

    #[test]
    fn an_event_is_read_as_it_was_written() {
        let row = row();
        let headers = headers(&row, None);
        let (id, event) = read::<OrganisationsImported>(&headers, &row.payload).expect("readable");
        assert_eq!(id, row.id);
        assert_eq!(event.created, 3);
    }

    #[test]
    fn the_headers_are_those_of_cloudevents() {
        let headers = headers(&row(), Some("00-trace-span-01"));
        let mut lines: Vec<String> = headers
            .iter()
            .map(|(name, values)| format!("{name}: {}", values[0].as_str()))
            .collect();
        lines.sort();
        assert_eq!(
            lines,
            [
                "ce-dataschema: proto:fest.registration.v1.OrganisationsImported",
                "ce-id: 00000000-0000-0000-0000-000000000007",
                "ce-source: /fest/registration",
                "ce-specversion: 1.0",
                "ce-subject: batch-1",
                "ce-time: 2024-10-21T02:00:00.000000Z",
                "ce-type: fest.registration.v1.OrganisationsImported",
                "content-type: application/protobuf",
                "traceparent: 00-trace-span-01",
            ]
        );
    }

    #[test]
    fn what_is_no_event_of_ours_has_a_reason() {
        let row = row();
        let good = headers(&row, None);
        let reason = |result: Result<_, Unreadable>| result.expect_err("unreadable").reason();
        assert_eq!(
            reason(read::<OrganisationsImported>(&HeaderMap::new(), &row.payload).map(drop)),
            "EVENT_ID_UNREADABLE"
        );
        assert_eq!(
            reason(read::<EditionLocked>(&good, &row.payload).map(drop)),
            "EVENT_TYPE_UNEXPECTED"
        );
        assert_eq!(
            reason(read::<OrganisationsImported>(&good, &[0xff]).map(drop)),
            "EVENT_BODY_UNREADABLE"
        );
    }
}
