use proptest::prelude::*;

use super::*;

fn platform(
    form: Form,
    marks: &str,
    ignored_marks: &str,
    hosts: &[&str],
    address: &str,
) -> Platform {
    let (shortest, longest) = match form {
        Form::Handle => (2, 24),
        Form::Phone => (10, 15),
        Form::Site => (4, 200),
    };
    Platform {
        code: "somewhere".to_owned(),
        name: "Somewhere".to_owned(),
        name_en: "Somewhere".to_owned(),
        example: "@dinkes".to_owned(),
        form,
        marks: marks.to_owned(),
        ignored_marks: ignored_marks.to_owned(),
        shortest,
        longest,
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
        address: address.to_owned(),
    }
}

fn tiktok() -> Platform {
    let hosts = ["tiktok.com", "www.tiktok.com"];
    platform(Form::Handle, "._", "", &hosts, "https://www.tiktok.com/@")
}

fn facebook() -> Platform {
    let hosts = ["facebook.com", "www.facebook.com"];
    platform(Form::Handle, ".", ".", &hosts, "https://www.facebook.com/")
}

fn whatsapp() -> Platform {
    platform(Form::Phone, "", "", &["wa.me"], "https://wa.me/")
}

fn site() -> Platform {
    platform(Form::Site, "", "", &[], "https://")
}

fn text(platform: &Platform, typed: &str) -> Option<String> {
    platform.read(typed).ok().map(|handle| handle.text)
}

fn key(platform: &Platform, typed: &str) -> Option<String> {
    platform.read(typed).ok().map(|handle| handle.key)
}

#[test]
fn a_handle_is_taken_as_typed_with_its_mark_or_out_of_its_address() {
    for typed in [
        "Dinkes_Bekasi",
        " @Dinkes_Bekasi ",
        "https://www.tiktok.com/@Dinkes_Bekasi",
        "HTTPS://TikTok.com/@Dinkes_Bekasi/?lang=id",
        "tiktok.com/@Dinkes_Bekasi#top",
    ] {
        let handle = tiktok().read(typed).expect(typed);
        assert_eq!(handle.text, "Dinkes_Bekasi", "{typed}");
        assert_eq!(handle.key, "dinkes_bekasi", "{typed}");
    }
}

#[test]
fn what_no_handle_of_the_platform_can_be_is_refused_by_name() {
    for bad in [
        "a",
        "dinkes bekasi",
        "dinkes.",
        ".dinkes",
        "din..kes",
        "dinkes-bekasi",
        "dinkés",
        "dinkes\0",
        "@@dinkes",
        "https://www.instagram.com/dinkes",
        "https://www.tiktok.com/@dinkes/video/7",
        "https://www.tiktok.com",
        "https://www.tiktok.com/",
        "abcdefghijklmnopqrstuvwxy",
    ] {
        let refused = tiktok().read(bad).expect_err(bad);
        assert_eq!(refused.reason, "HANDLE_INVALID", "{bad}");
    }
    let nothing = tiktok().read("  ").expect_err("nothing");
    assert_eq!(
        (&*nothing.field, nothing.reason),
        ("handle", "HANDLE_MISSING")
    );
}

#[test]
fn dots_make_no_other_handle_where_the_platform_ignores_them() {
    let typed = ["dinkes.kabbekasi", "DinkesKabBekasi"];
    let keys = typed.map(|typed| key(&facebook(), typed));
    assert_eq!(keys[0], keys[1]);
    let keys = typed.map(|typed| key(&tiktok(), typed));
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn an_account_without_a_name_is_found_by_its_number() {
    let typed = "https://www.facebook.com/profile.php?id=100064&mibextid=abc";
    assert_eq!(text(&facebook(), typed).as_deref(), Some("100064"));
}

#[test]
fn a_number_is_the_same_however_it_is_written() {
    for typed in [
        "0812 3456 7890",
        "+62 812-3456-7890",
        "6281234567890",
        "https://wa.me/6281234567890",
    ] {
        let handle = whatsapp().read(typed).expect(typed);
        assert_eq!(handle.text, "+6281234567890", "{typed}");
        assert_eq!(
            whatsapp().address_of(&handle),
            "https://wa.me/6281234567890"
        );
    }
    for bad in [
        "0812",
        "telepon",
        "00812345678901",
        "+",
        "08123456789012345",
    ] {
        assert_eq!(text(&whatsapp(), bad), None, "{bad}");
    }
}

#[test]
fn a_site_is_a_host_with_or_without_a_path() {
    for (typed, expected, compared) in [
        (
            "dinkes.bekasikab.go.id",
            "dinkes.bekasikab.go.id",
            "dinkes.bekasikab.go.id",
        ),
        (
            "https://WWW.Dinkes.go.id/?x=1",
            "www.dinkes.go.id",
            "dinkes.go.id",
        ),
        (
            "http://bekasikab.go.id/Desa/",
            "bekasikab.go.id/Desa",
            "bekasikab.go.id/Desa",
        ),
    ] {
        assert_eq!(text(&site(), typed).as_deref(), Some(expected));
        assert_eq!(key(&site(), typed).as_deref(), Some(compared));
    }
    for bad in [
        "dinkes",
        "a..id",
        "-a.id",
        "a.id:8080",
        "user@a.id",
        "a b.id",
        "10.0.0.1",
        "a.id/<b>",
    ] {
        assert_eq!(text(&site(), bad), None, "{bad}");
    }
}

proptest! {
    #[test]
    fn what_was_read_is_read_alike_again_by_itself_and_by_its_address(
        typed in "[a-zA-Z0-9._@/:?=+ -]{0,30}",
    ) {
        for platform in [tiktok(), facebook(), whatsapp(), site()] {
            let Ok(handle) = platform.read(&typed) else { continue };
            let again = platform.read(&handle.text);
            prop_assert_eq!(again.as_ref(), Ok(&handle));
            let found = platform.read(&platform.address_of(&handle));
            prop_assert_eq!(found.as_ref(), Ok(&handle));
        }
    }

    #[test]
    fn capitals_make_no_other_handle(name in "[a-zA-Z][a-zA-Z0-9_]{1,20}[a-z]") {
        let loud = key(&tiktok(), &name.to_uppercase());
        prop_assert!(loud.is_some());
        prop_assert_eq!(loud, key(&tiktok(), &name.to_lowercase()));
    }

    #[test]
    fn no_text_at_all_makes_a_handle_that_a_page_could_not_show(typed in any::<String>()) {
        for platform in [tiktok(), facebook(), whatsapp(), site()] {
            if let Ok(handle) = platform.read(&typed) {
                prop_assert!(handle.text.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(handle.text.len() <= 200 && !handle.key.is_empty());
            }
        }
    }
}
