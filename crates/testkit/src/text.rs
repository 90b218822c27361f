//! Every text field of every rpc, tried with a NUL: PostgreSQL takes no such text, and that must not become our fault.

use chassis::access::AccessTable;
use eventing::program::Service;
use fest_proto::access::v1::Access;
use prost_reflect::{DescriptorPool, DynamicMessage, Kind, MessageDescriptor, Value};
use tonic::Code;

use crate::{
    access::{ROLES, SERVICES, call, packages},
    service::{Caller, TestService},
};

/// Calls each rpc of the service as each who may, once for each text in its request, with a NUL in that text and something likely in all others.
/// Whatever is answered, it says that the request is wrong or that there is no such thing.
///
/// # Panics
/// Names every text that ends as a fault of the service.
pub async fn no_nul_is_a_fault_of_ours<S: Service>(service: &TestService<S>) {
    let set = fest_proto::DESCRIPTOR_SET;
    let table = crate::demand(AccessTable::read(set));
    let pool = crate::demand(DescriptorPool::decode(set).map_err(Into::into));
    let packages = packages::<S>();
    let mut tried = 0;
    let mut wrong = Vec::new();
    for rpc in pool
        .services()
        .flat_map(|service| service.methods().collect::<Vec<_>>())
    {
        if !packages
            .iter()
            .any(|one| one == rpc.parent_service().package_name())
        {
            continue;
        }
        let path = format!("/{}/{}", rpc.parent_service().full_name(), rpc.name());
        let access = table.rpcs().find(|(known, _)| *known == path);
        let access = access.and_then(|(_, access)| access);
        let access = access.unwrap_or_else(|| panic!("{path} has no access option"));
        for place in 0..texts_in(&rpc.input()) {
            for caller in allowed(service, access) {
                let mut request = Filling::new(place);
                let message = request.message(&rpc.input());
                tried += 1;
                let status = call(caller, &path, message).await;
                let fault = status.filter(|one| FAULTS.contains(&one.code()));
                wrong.extend(fault.map(|one| format!("{path}, {}: {one:?}", request.hostile)));
            }
        }
    }
    assert!(tried > 0, "no text in any rpc of {packages:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const FAULTS: [Code; 4] = [
    Code::Internal,
    Code::Unknown,
    Code::Unavailable,
    Code::DeadlineExceeded,
];

/// Everybody whom the access option lets in.
fn allowed<S: Service>(service: &TestService<S>, access: &Access) -> Vec<Caller> {
    if access.is_public {
        return vec![service.as_nobody()];
    }
    let roles = ROLES
        .into_iter()
        .filter(|role| access.roles().any(|one| one == *role));
    let people = roles.map(|role| service.as_role(role));
    let named = SERVICES.into_iter();
    let named = named.filter(|name| access.services.iter().any(|one| one == name));
    people
        .chain(named.map(|name| service.as_service(name)))
        .collect()
}

fn texts_in(message: &MessageDescriptor) -> usize {
    let mut request = Filling::new(usize::MAX);
    request.message(message);
    request.met
}

/// A request with something in each field.
struct Filling {
    /// Which of its texts holds the NUL.
    place: usize,
    /// How many texts were met so far.
    met: usize,
    /// The name of the field at `place`.
    hostile: String,
}

impl Filling {
    fn new(place: usize) -> Self {
        Self {
            place,
            met: 0,
            hostile: String::new(),
        }
    }

    fn message(&mut self, descriptor: &MessageDescriptor) -> DynamicMessage {
        let mut message = DynamicMessage::new(descriptor.clone());
        for field in descriptor.fields() {
            let value = match field.kind() {
                Kind::String => Value::String(self.text(field.name())),
                Kind::Message(inner) => Value::Message(self.message(&inner)),
                Kind::Enum(_) => Value::EnumNumber(1),
                Kind::Int32 => Value::I32(1),
                Kind::Int64 => Value::I64(1),
                _ => continue,
            };
            let value = match field.is_list() {
                true => Value::List(vec![value]),
                false => value,
            };
            message.set_field(&field, value);
        }
        message
    }

    fn text(&mut self, field: &str) -> String {
        let here = self.met == self.place;
        self.met += 1;
        if here {
            field.clone_into(&mut self.hostile);
            return match field {
                // As if one of our own answers had held it.
                "page_token" => chassis::page::token("2024|a\0b"),
                _ => "a\0b".to_owned(),
            };
        }
        match field {
            "page_token" => String::new(),
            "email" => "ani@bekasikab.go.id".to_owned(),
            "id" | "edition_id" => "diskom-fest-2024".to_owned(),
            id if id.ends_with("_id") => crate::request_id(),
            _ => "kuda-yang-benar".to_owned(),
        }
    }
}
