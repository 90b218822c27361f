//! A platform: where organisations speak, what a handle may look like there, and where it is found. Platforms are data; only the three forms that
//! a handle can have are code.

use chassis::error::Violation;

/// What kind of text a handle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A name that is unique on the platform.
    Handle,
    /// A web address of the organisation's own.
    Site,
    /// A telephone number.
    Phone,
}

/// Where organisations may have channels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Platform {
    /// "instagram".
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// A handle as somebody would type it.
    pub example: String,
    /// What kind of text a handle is.
    pub form: Form,
    /// What a handle may hold besides letters and digits.
    pub marks: String,
    /// Which of the marks make no other handle.
    pub ignored_marks: String,
    /// The fewest characters.
    pub shortest: usize,
    /// The most characters.
    pub longest: usize,
    /// Hosts of its addresses.
    pub hosts: Vec<String>,
    /// What stands before a handle in its address.
    pub address: String,
}

/// A handle of one platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// As it is shown.
    pub text: String,
    /// As it is compared: what differs here is another channel.
    pub key: String,
}

impl Platform {
    /// What somebody typed or pasted as a handle or as its address.
    ///
    /// # Errors
    /// `HANDLE_MISSING`, `HANDLE_INVALID`.
    pub fn read(&self, typed: &str) -> Result<Handle, Violation> {
        let typed = typed.trim();
        if typed.is_empty() {
            let text = "must not be empty";
            return Err(Violation::new("handle", "HANDLE_MISSING", text));
        }
        let handle = match self.form {
            Form::Handle => self.name(typed),
            Form::Site => self.site(typed),
            Form::Phone => self.phone(typed),
        };
        handle.ok_or_else(|| {
            let text = format!("such as {}, or its address", self.example);
            Violation::new("handle", "HANDLE_INVALID", text)
        })
    }

    /// Where the handle is found.
    #[must_use]
    pub fn address_of(&self, handle: &Handle) -> String {
        let shown = match self.form {
            Form::Phone => &handle.key,
            Form::Handle | Form::Site => &handle.text,
        };
        format!("{}{shown}", self.address)
    }

    fn name(&self, typed: &str) -> Option<Handle> {
        let name = self.in_address(typed)?;
        let text = name.strip_prefix('@').unwrap_or(name);
        let allowed = |char: char| char.is_ascii_alphanumeric() || self.marks.contains(char);
        // No platform takes these two at an end of a handle, or two dots in a row.
        let joins = ['.', '-'];
        let fits = self.fits(text)
            && text.chars().all(allowed)
            && !text.starts_with(joins)
            && !text.ends_with(joins)
            && !text.contains("..");
        let kept = |char: &char| !self.ignored_marks.contains(*char);
        fits.then(|| Handle {
            text: text.to_owned(),
            key: text
                .chars()
                .filter(kept)
                .map(|char| char.to_ascii_lowercase())
                .collect(),
        })
    }

    fn phone(&self, typed: &str) -> Option<Handle> {
        let number = self.in_address(typed)?;
        let written = |char: char| char.is_ascii_digit() || " -.()+".contains(char);
        if !number.chars().all(written) {
            return None;
        }
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        // As people in the country write their own numbers.
        let key = match digits.strip_prefix('0') {
            Some(rest) if rest.starts_with('0') => return None,
            Some(rest) => format!("62{rest}"),
            None => digits,
        };
        self.fits(&key).then(|| Handle {
            text: format!("+{key}"),
            key,
        })
    }

    fn site(&self, typed: &str) -> Option<Handle> {
        let (_, rest) = without_scheme(typed);
        let end = rest.find(['?', '#']).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches('/');
        let (host, path) = address.split_at(address.find('/').unwrap_or(address.len()));
        let host = host.to_ascii_lowercase();
        let in_path = |char: char| char.is_ascii_alphanumeric() || "-._~/".contains(char);
        let text = format!("{host}{path}");
        if !is_host(&host) || !path.chars().all(in_path) || !self.fits(&text) {
            return None;
        }
        let key = text.strip_prefix("www.").unwrap_or(&text).to_owned();
        Some(Handle { text, key })
    }

    fn fits(&self, text: &str) -> bool {
        (self.shortest..=self.longest).contains(&text.chars().count())
    }

    /// The handle in an address of this platform; a text that is no address stays as it is. An address of elsewhere, or of a single post, has none.
    fn in_address<'a>(&self, typed: &'a str) -> Option<&'a str> {
        let (has_scheme, rest) = without_scheme(typed);
        let Some((host, path)) = rest.split_once('/') else {
            return (!has_scheme).then_some(typed);
        };
        if !self
            .hosts
            .iter()
            .any(|known| host.eq_ignore_ascii_case(known))
        {
            return None;
        }
        // Accounts that never chose a name are found by their number.
        if let Some(query) = path.strip_prefix("profile.php?") {
            let id = query.split('&').find_map(|pair| pair.strip_prefix("id="))?;
            return Some(id);
        }
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let name = path[..end].trim_end_matches('/');
        (!name.contains('/')).then_some(name)
    }
}

fn without_scheme(text: &str) -> (bool, &str) {
    for scheme in ["https://", "http://"] {
        let start = text.get(..scheme.len());
        if start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
            return (true, &text[scheme.len()..]);
        }
    }
    (false, text)
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty()
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(label)
        && top.len() > 1
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests;
