use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

/// HTML made by the program from escaped parts.
#[derive(Debug, Clone)]
pub struct Markup(pub(crate) String);

impl Display for Markup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}
