//! What a library asks the token endpoint for, by header or by form.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use url::form_urlencoded;

use super::Refusal;

/// Who wants a token, and for what.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    /// Empty for all that the client has.
    pub(super) scopes: Vec<String>,
}

#[derive(Default)]
struct Form {
    grant_type: Option<String>,
    scope: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

impl Asked {
    /// Reads a request.
    ///
    /// # Errors
    /// `invalid_request`, `invalid_client`, `unsupported_grant_type`.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, Refusal> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let kind = text(header::CONTENT_TYPE).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            let text = "send application/x-www-form-urlencoded";
            return Err(Refusal::request(text));
        }
        let form = Form::read(body)?;
        match form.grant_type.as_deref() {
            Some("client_credentials") => {}
            None => return Err(Refusal::request("grant_type is missing")),
            Some(_) => {
                return Err(Refusal {
                    error: "unsupported_grant_type",
                    description: "only client_credentials",
                });
            }
        }
        let (client_id, client_secret) = match headers.get(header::AUTHORIZATION) {
            None => (form.client_id, form.client_secret),
            Some(_) if form.client_secret.is_some() => {
                let text = "send the secret in one place, the header or the form";
                return Err(Refusal::request(text));
            }
            Some(_) => {
                let basic = text(header::AUTHORIZATION).and_then(basic);
                let (id, secret) = basic.ok_or(Refusal::CLIENT)?;
                if form.client_id.is_some_and(|other| other != id) {
                    return Err(Refusal::request("two client ids"));
                }
                (Some(id), Some(secret))
            }
        };
        let scopes = form.scope.unwrap_or_default();
        Ok(Self {
            client_id: client_id.ok_or(Refusal::CLIENT)?,
            client_secret: client_secret.ok_or(Refusal::CLIENT)?,
            scopes: scopes.split_ascii_whitespace().map(str::to_owned).collect(),
        })
    }
}

impl Form {
    /// What we do not know is left alone, as the RFC demands; what is empty counts as left out, and what comes twice is refused.
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            let place = match &*name {
                "grant_type" => &mut form.grant_type,
                "scope" => &mut form.scope,
                "client_id" => &mut form.client_id,
                "client_secret" => &mut form.client_secret,
                _ => continue,
            };
            if value.is_empty() {
                continue;
            }
            if place.replace(value.into_owned()).is_some() {
                return Err(Refusal::request("a parameter comes twice"));
            }
        }
        Ok(form)
    }
}

/// Id and secret of `Basic ...`, each of which is form-encoded below the base64 (RFC 6749 §2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    let pair = String::from_utf8(bytes).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some((decoded(id)?, decoded(secret)?))
}

fn decoded(value: &str) -> Option<String> {
    let (name, _) = form_urlencoded::parse(value.as_bytes()).next()?;
    Some(name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "grant_type=client_credentials";

    fn read(authorization: Option<&str>, body: &str) -> Result<Asked, Refusal> {
        let mut headers = HeaderMap::new();
        let kind = "application/x-www-form-urlencoded; charset=utf-8";
        headers.insert(header::CONTENT_TYPE, kind.parse().expect("a type"));
        if let Some(value) = authorization {
            headers.insert(header::AUTHORIZATION, value.parse().expect("a value"));
        }
        Asked::read(&headers, body.as_bytes())
    }

    fn basic_of(pair: &str) -> String {
        format!("Basic {}", STANDARD.encode(pair))
    }

    fn error(answer: Result<Asked, Refusal>) -> &'static str {
        answer.expect_err("refused").error
    }

    #[test]
    fn id_and_secret_come_by_header_or_by_form_and_mean_the_same() {
        let by_header = read(
            Some(&basic_of("an%2Did:a%20s+t")),
            &format!("{BODY}&scope=a+b"),
        );
        let form = format!("{BODY}&scope=a%20b&client_id=an-id&client_secret=a+s%20t&more=1");
        let by_form = read(None, &form);
        let asked = Asked {
            client_id: "an-id".to_owned(),
            client_secret: "a s t".to_owned(),
            scopes: vec!["a".to_owned(), "b".to_owned()],
        };
        assert_eq!(by_header, Ok(asked));
        assert_eq!(by_form, by_header);
    }

    #[test]
    fn what_is_no_request_is_told_from_who_is_no_client() {
        let whole = format!("{BODY}&client_id=i&client_secret=s");
        let basic = basic_of("i:s");
        for (authorization, body, wanted) in [
            (None, "", "invalid_request"),
            (
                None,
                "grant_type=&client_id=i&client_secret=s",
                "invalid_request",
            ),
            (
                None,
                "grant_type=password&username=x",
                "unsupported_grant_type",
            ),
            (
                None,
                &*format!("{whole}&scope=a&scope=b"),
                "invalid_request",
            ),
            (
                None,
                &*format!("{whole}&grant_type=client_credentials"),
                "invalid_request",
            ),
            (Some(&*basic), &*whole, "invalid_request"),
            (
                Some(&*basic),
                &*format!("{BODY}&client_id=other"),
                "invalid_request",
            ),
            (None, BODY, "invalid_client"),
            (None, &*format!("{BODY}&client_id=i"), "invalid_client"),
            (Some("Bearer x"), BODY, "invalid_client"),
            (Some("Basic %%%"), BODY, "invalid_client"),
            (Some(&*basic_of("no colon")), BODY, "invalid_client"),
        ] {
            assert_eq!(
                error(read(authorization, body)),
                wanted,
                "{authorization:?} {body}"
            );
        }
        let json = Asked::read(&HeaderMap::new(), whole.as_bytes());
        assert_eq!(error(json), "invalid_request");
    }
}
