use gateway::assets;
use gateway::texts::Language;

use crate::samples::{self, Sample};

fn each_page(check: impl Fn(&Sample, Language, &str)) {
    for language in Language::ALL {
        for sample in samples::all() {
            check(&sample, language, &sample.html(language));
        }
    }
}

/// Values of an attribute, as they stand in the source.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// Start tags of an element, with their attributes.
fn tags<'a>(html: &'a str, element: &str) -> Vec<&'a str> {
    html.split(&format!("<{element} "))
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .collect()
}

#[test]
fn every_page_has_its_language_one_heading_and_one_title() {
    each_page(|sample, language, html| {
        assert!(
            html.contains(&format!("<html lang=\"{}\">", language.code())),
            "{}",
            sample.name
        );
        assert_eq!(html.matches("<h1").count(), 1, "{}", sample.name);
        assert_eq!(html.matches("<title>").count(), 1, "{}", sample.name);
        assert_eq!(html.matches("<main ").count(), 1, "{}", sample.name);
        assert!(
            html.len() < 100_000,
            "{} has {} bytes",
            sample.name,
            html.len()
        );
    });
}

#[test]
fn no_page_has_inline_style_or_script_or_anything_from_elsewhere() {
    each_page(|sample, _, html| {
        // The link of a letter or a mail carries its code where only a script can read it.
        let script = format!(
            "<script src=\"{}\" defer></script>",
            assets::href("kode.js")
        );
        let is_typed = ["invitation", "verification", "password-new"]
            .iter()
            .any(|page| sample.name.trim_end_matches("-refused") == *page);
        let html = match is_typed {
            true => &*html.replacen(&script, "", 1),
            false => html,
        };
        for forbidden in [
            "style=",
            "<style",
            "<script",
            " onclick",
            " onload",
            "javascript:\"",
            "src=",
        ] {
            assert!(
                !html.contains(forbidden),
                "{} contains {forbidden}",
                sample.name
            );
        }
        for tag in tags(html, "link") {
            assert!(tag.contains(" href=\"/assets/"), "{}: {tag}", sample.name);
        }
    });
}

#[test]
fn what_a_page_loads_is_an_asset() {
    each_page(|sample, _, html| {
        for href in values(html, "href")
            .into_iter()
            .filter_map(|href| href.strip_prefix("/assets/"))
        {
            let path = href.split('#').next().expect("a path before the fragment");
            let (hash, path) = path.split_once('/').expect("a hash before the path");
            let asset =
                assets::find(hash, path).unwrap_or_else(|| panic!("{}: no {path}", sample.name));
            if let Some((_, icon)) = href.split_once('#') {
                let sprite = str::from_utf8(asset.content).expect("icons are UTF-8");
                assert!(
                    sprite.contains(&format!("<symbol id=\"{icon}\"")),
                    "{}: no icon {icon}",
                    sample.name
                );
            }
        }
    });
}

#[test]
fn ids_are_unique_and_what_points_to_them_finds_them() {
    each_page(|sample, _, html| {
        let ids = values(html, "id");
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids.len(), sorted.len(), "{}: {ids:?}", sample.name);
        for attribute in ["for", "aria-describedby", "aria-labelledby"] {
            for id in values(html, attribute)
                .iter()
                .flat_map(|value| value.split(' '))
            {
                assert!(ids.contains(&id), "{}: {attribute}={id}", sample.name);
            }
        }
        for id in values(html, "href")
            .into_iter()
            .filter_map(|href| href.strip_prefix('#'))
        {
            assert!(ids.contains(&id), "{}: #{id} leads nowhere", sample.name);
        }
    });
}

#[test]
fn every_input_has_a_label() {
    each_page(|sample, _, html| {
        let labelled = values(html, "for");
        let fields = ["input", "select", "textarea"]
            .into_iter()
            .flat_map(|element| tags(html, element));
        for field in fields
            .filter(|field| !field.contains("type=\"hidden\"") && !field.contains("type=\"radio\""))
        {
            let field = format!(" {field}");
            let id = values(&field, "id")
                .pop()
                .unwrap_or_else(|| panic!("{}: {field} has no id", sample.name));
            assert!(labelled.contains(&id), "{}: {id} has no label", sample.name);
        }
    });
}

#[test]
fn every_posting_form_carries_the_token_and_a_request_id_of_its_own() {
    each_page(|sample, _, html| {
        let forms: Vec<&str> = html
            .split("<form ")
            .skip(1)
            .filter_map(|rest| rest.split("</form>").next())
            .collect();
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for form in forms
            .into_iter()
            .filter(|form| form.contains("method=\"post\""))
        {
            assert!(
                form.contains("name=\"csrf\" value=\"csrf-token\""),
                "{}: {form}",
                sample.name
            );
            let action = form
                .split("action=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .expect("a form has an action");
            if action == "/keluar" {
                continue;
            }
            let id = form
                .split("name=\"request_id\" value=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            let id = id.unwrap_or_else(|| panic!("{}: {action} has no request_id", sample.name));
            assert!(
                !seen.contains(&(action, id)),
                "{}: {action} uses {id} twice",
                sample.name
            );
            seen.push((action, id));
        }
    });
}

#[test]
fn a_page_has_at_most_one_main_action() {
    each_page(|sample, _, html| {
        let main = html.matches("btn--main").count() + html.matches("btn--gold").count();
        assert!(main <= 1, "{} has {main}", sample.name);
    });
}

#[test]
fn every_moment_carries_its_offset() {
    each_page(|sample, _, html| {
        for moment in values(html, "datetime") {
            assert!(moment.ends_with("+07:00"), "{}: {moment}", sample.name);
        }
    });
}

#[test]
fn headings_leave_no_level_out() {
    each_page(|sample, _, html| {
        let mut last = 0;
        for level in html
            .split("<h")
            .skip(1)
            .filter_map(|rest| rest.chars().next()?.to_digit(10))
        {
            assert!(level <= last + 1, "{}: h{level} after h{last}", sample.name);
            last = level;
        }
    });
}

#[test]
fn the_language_switch_stays_on_the_page() {
    let mut chrome = samples::find("participants").chrome(Language::Id);
    chrome.path = "/peserta".into();
    chrome.query = "q=suka%20wangi".into();
    let html = (samples::find("participants").render)(&chrome).0;
    assert!(
        html.contains("href=\"/peserta?q=suka%20wangi&#38;bahasa=en\""),
        "{html}"
    );
}
