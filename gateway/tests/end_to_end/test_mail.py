"""A forgotten password, by mail over a real SMTP server, and by the committee for who lost the mailbox."""

import email
import re
import threading
import uuid
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from pages import Browser
from running import Fest, free_port
from surroundings import until_quiet

WAIT_SECONDS = 30
NEW = "kuda yang lain sama sekali"
CODE = re.compile(r"^ +(\w{4}-\w{4}-\w{4}-\w{4})\r?$", re.MULTILINE)


class Mailbox:
    """What the server was given."""

    def __init__(self):
        self.mails = []
        self.changed = threading.Condition()

    async def handle_DATA(self, server, session, envelope):
        with self.changed:
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
            self.changed.notify_all()
        return "250 kept"

    def arrived(self, address, subject):
        """The last mail of this subject to this address, as soon as there is one."""

        def found():
            return [mail for mail in self.mails if (mail["To"], mail["Subject"]) == (address, subject)]

        with self.changed:
            assert self.changed.wait_for(found, WAIT_SECONDS), f"no mail to {address}: {subject}"
            return found()[-1].get_content()

    def code(self, address, subject):
        return CODE.search(self.arrived(address, subject))[1]


@pytest.fixture(scope="module")
def mailbox():
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.url = f"smtp://127.0.0.1:{controller.port}"
    yield box
    controller.stop()


@pytest.fixture(scope="module")
def fest(mailbox, tmp_path_factory):
    environment = {"FEST_MAIL_URL": mailbox.url, "FEST_PUBLIC_URL": "https://penghargaan.example"}
    with Fest(tmp_path_factory.mktemp("mail"), environment=environment) as fest:
        yield fest


def newcomer(fest):
    person = {"email": f"{uuid.uuid4()}@contoh.bekasikab.go.id", "password": "kuda yang benar", "display_name": "Ani Rahayu"}
    fest.api().post("/accounts", person)
    return person


def log_in(browser, person, password):
    return browser.submit("/masuk", "/masuk", email=person["email"], password=password)


def test_a_forgotten_password_becomes_another_one_by_the_code_of_a_mail(fest, mailbox):
    person, browser = newcomer(fest), Browser(fest.url)
    elsewhere = Browser(fest.url)
    assert log_in(elsewhere, person, person["password"]).status_code == 303
    asked = browser.submit("/sandi/lupa", "/sandi/lupa", email=person["email"])
    assert asked.headers["location"] == "/sandi/baru?kabar=kode-diminta"
    unknown = browser.submit("/sandi/lupa", "/sandi/lupa", email=f"{uuid.uuid4()}@contoh.go.id")
    assert unknown.headers["location"] == asked.headers["location"]

    code = mailbox.code(person["email"], "Kode untuk mengganti kata sandi")
    sent = browser.submit("/sandi/baru", "/sandi/baru", code=code, new_password=NEW)
    assert sent.headers["location"] == "/masuk?kabar=sandi-diatur-ulang"
    again = browser.submit("/sandi/baru", "/sandi/baru", code=code, new_password=NEW)
    assert (again.status_code, "sudah dipakai" in again.text) == (422, True)
    assert elsewhere.open("/akun").status_code == 303
    assert log_in(browser, person, person["password"]).status_code == 422
    assert log_in(browser, person, NEW).status_code == 303
    mailbox.arrived(person["email"], "Kata sandi Anda diatur ulang")


def test_an_address_is_verified_by_the_link_of_its_mail(fest, mailbox):
    person, browser = newcomer(fest), Browser(fest.url)
    log_in(browser, person, person["password"])
    code = mailbox.code(person["email"], "Pastikan alamat surel Anda")
    until_quiet(fest)
    assert "sudah dikirim" in browser.open("/akun").text
    verified = browser.submit("/akun/verifikasi", "/akun/verifikasi", code=code.lower())
    assert verified.headers["location"] == "/akun?kabar=surel-dipastikan"
    assert "/akun/surel" not in browser.open("/akun").text
    assert fest.api(person).get("/accounts/current")["is_email_verified"] is True


def test_the_committee_helps_who_lost_the_mailbox(fest, mailbox):
    person, member = newcomer(fest), fest.person("committee")
    committee, browser = Browser(fest.url), Browser(fest.url)
    log_in(committee, member, member["password"])
    typed = {"email": person["email"], "reason": "Datang sendiri dengan kartu pegawai"}
    issued = committee.submit("/panitia/kode-sandi", "/panitia/kode-sandi", **typed, password=member["password"])
    code = re.search(r"letter__digits\">([\w-]{19})<", issued.text)[1]
    sent = browser.submit("/sandi/baru", "/sandi/baru", code=code, new_password=NEW)
    assert sent.headers["location"] == "/masuk?kabar=sandi-diatur-ulang"
    assert log_in(browser, person, NEW).status_code == 303
    mailbox.arrived(person["email"], "Panitia mengeluarkan kode untuk akun Anda")


def test_no_address_and_no_code_is_in_the_log(fest, mailbox):
    person = newcomer(fest)
    Browser(fest.url).submit("/sandi/lupa", "/sandi/lupa", email=person["email"])
    code = mailbox.code(person["email"], "Kode untuk mengganti kata sandi")
    log = (fest.folder / "fest.log").read_text()
    assert person["email"] not in log
    assert code not in log
