"""Several people: each signs in, does what the roles allow, one reviews a unit at a time, and nobody lets pass alone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import CHEAPEST
from fastapi.routing import APIRoute

from juesuan.web.acts import DocumentJudged, FindingLine, Received, UserInvited
from juesuan.web.app import application
from juesuan.web.people import passwords
from juesuan.web.people.permitting import COOKIE
from juesuan.web.people.rights import Person, Right, Role
from juesuan.web.people.users import FIRST, UserProblem, Users
from juesuan.web.store.log import record
from juesuan.web.store.schema import Review
from tests.web.conftest import ADDRESS, Browser

PASSWORD = "城南旧事一二三四五六七"
_BY = Person("程序", ())
SignIn = Callable[[str, tuple[Role, ...]], Browser]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody attacks the passwords of a test."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher.from_parameters(CHEAPEST))


@pytest.fixture
def shared(tmp_path: Path, database_address: str) -> Iterator[Browser]:
    """A workbench in which people have to sign in; nobody is, and a document has been judged."""
    app = application(tmp_path / "data", are_users_demanded=True, database_address=database_address)
    with Browser(app, base_url=ADDRESS) as asks:
        with asks.workbench.database.writing() as session:
            number = record(session, Received("aa", "甲局.pdf", 1), "程序")
            found = (FindingLine("f1", "error", "T01-01", "标题", "说 f1"),)
            record(session, DocumentJudged(number, "errors", "结论", unit="甲局", year=2023, findings=found), "程序")
        yield asks


@pytest.fixture
def users(shared: Browser) -> Users:
    found: Users = shared.app.state.users  # type: ignore[attr-defined]
    return found


@pytest.fixture
def sign_in(shared: Browser, users: Users) -> SignIn:
    """Gives a person a user and a browser of one's own."""

    def signed_in(name: str, roles: tuple[Role, ...]) -> Browser:
        users.first_invitation()
        users.set_user(name, roles, True, _BY)
        token = users.accept(name, users.invite(name, _BY), PASSWORD)
        asks = Browser(shared.app, base_url=ADDRESS)
        asks.cookies.set(COOKIE, token)
        return asks

    return signed_in


def test_a_page_leads_to_where_one_signs_in(shared: Browser) -> None:
    answer = shared.get("/?search=甲", follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=/%3Fsearch%3D")


def test_nothing_is_shown_or_done_for_whoever_is_not_signed_in(shared: Browser) -> None:
    """Every address but those for signing in, whatever is sent."""
    before = shared.workbench.log()
    for route in shared.app.routes:  # type: ignore[attr-defined]
        if not isinstance(route, APIRoute) or route.path.startswith("/assets/"):
            continue
        for method in route.methods or ():
            address = re.sub(r"\{number\}", "1", re.sub(r"\{what\}", "letter", route.path))
            answer = shared.request(method, address, follow_redirects=False)
            if route.path in {"/login", "/logout", "/welcome"}:
                continue
            assert answer.status_code in {303, 401}, (method, address)
            assert "甲局" not in answer.text
    assert shared.workbench.log() == before


@pytest.mark.parametrize(("role", "right"), [*product(Role, (Right.HAND_IN, Right.DECIDE, Right.MANAGE))])
def test_each_does_what_the_roles_allow(sign_in: SignIn, role: Role, right: Right) -> None:
    asks = sign_in("某人", (role,))
    answers = {
        Right.HAND_IN: lambda: asks.post("/files", files=[("upload", ("a.txt", b"a"))]),
        Right.DECIDE: lambda: asks.post(
            "/api/documents/1/decisions", json={"fingerprints": ["f1"], "judgement": "true"}
        ),
        Right.MANAGE: lambda: asks.post("/units", data={"text": "乙局"}),
    }

    assert (answers[right]().status_code < 400) is Person("某人", (role,)).may(right)
    assert asks.get("/api/board").status_code == 200


def test_a_refusal_says_which_role_is_missing(sign_in: SignIn) -> None:
    answer = sign_in("李某", (Role.READER,)).post("/units", data={"text": "乙局"})

    assert answer.status_code == 403
    assert answer.json() == {"detail": "李某 没有这个权限，需要“管理”角色。请向管理员申请。"}


def test_who_did_it_stands_in_the_log(sign_in: SignIn) -> None:
    asks = sign_in("王某", (Role.REVIEWER,))
    asks.decide(1, "true", "f1")

    assert asks.workbench.log()[-1].person == "王某"
    assert asks.state(1)["findings"][0]["person"] == "王某"


def test_a_unit_is_reviewed_by_one_at_a_time(sign_in: SignIn) -> None:
    first, other = sign_in("王某", (Role.REVIEWER,)), sign_in("李某", (Role.REVIEWER,))
    assert first.decide(1, "true", "f1")["holder"] == "王某"

    assert "由王某审核" in other.decide(1, "false", "f1")["detail"]
    assert other.state(1)["findings"][0]["judgement"] == "true"

    assert other.post("/api/documents/1/holder").json()["holder"] == "李某"
    assert other.decide(1, "false", "f1")["findings"][0]["judgement"] == "false"
    assert "由李某审核" in first.decide(1, "true", "f1")["detail"]


@pytest.mark.parametrize(
    ("reviewer", "second", "steps", "refused"),
    [
        ("王某", "李某", ("second", "passed"), None),
        ("王某", "王某", ("second", "passed"), "审核和复核不能是同一个人"),
        ("王某", "李某", ("open", "passed"), "要先由审核人把状态改为“复核”"),
        ("王某", "李某", ("returned", "passed"), "要先由审核人把状态改为“复核”"),
    ],
)
def test_nobody_lets_pass_alone(
    sign_in: SignIn, reviewer: str, second: str, steps: tuple[str, str], refused: str | None
) -> None:
    both = (Role.REVIEWER, Role.SECOND)
    asks = {name: sign_in(name, both) for name in dict.fromkeys((reviewer, second))}
    if reviewer != second:
        asks[reviewer].decide(1, "true", "f1")
    assert asks[reviewer].post("/api/documents/1/review", data={"state": steps[0]}).status_code == 200

    answer = asks[second].post("/api/documents/1/review", data={"state": steps[1]})

    assert answer.status_code == (403 if refused else 200)
    assert (refused or "") in answer.text
    assert asks[second].state(1)["review"] == (steps[0] if refused else Review.PASSED)


def _second(sign_in: SignIn) -> tuple[Browser, Browser]:
    """A document whose findings 王某 decided and handed on, and 李某 who may let it pass."""
    reviewer, second = sign_in("王某", (Role.REVIEWER,)), sign_in("李某", (Role.SECOND,))
    reviewer.decide(1, "true", "f1")
    reviewer.post("/api/documents/1/review", data={"state": "second"})
    return reviewer, second


def test_what_has_passed_stays_as_it_was(sign_in: SignIn) -> None:
    reviewer, second = _second(sign_in)
    assert second.post("/api/documents/1/review", data={"state": "passed"}).status_code == 200

    for asks in (reviewer, second):
        assert "已经通过" in asks.decide(1, "false", "f1")["detail"]
    assert reviewer.state(1)["findings"][0]["judgement"] == "true"

    reviewer.post("/api/documents/1/review", data={"state": "open"})
    assert reviewer.decide(1, "false", "f1")["review"] == "open"


def test_nobody_lets_pass_what_he_decided_himself(sign_in: SignIn) -> None:
    _, second = _second(sign_in)
    second.decide(1, "false", "f1")

    answer = second.post("/api/documents/1/review", data={"state": "passed"})
    assert answer.status_code == 403 and "您自己作过结论" in answer.text


def test_nothing_passes_with_errors_of_which_nobody_said_anything(sign_in: SignIn) -> None:
    reviewer, second = _second(sign_in)
    reviewer.post("/api/documents/1/review", data={"state": "open"})
    reviewer.decide(1, "", "f1")
    reviewer.post("/api/documents/1/review", data={"state": "second"})

    answer = second.post("/api/documents/1/review", data={"state": "passed"})
    assert answer.status_code == 403 and "还有 1 个错误没有作出结论" in answer.text


def test_another_person_of_the_same_name_takes_nobodys_place(sign_in: SignIn) -> None:
    manager, other = sign_in("周某", (Role.MANAGER,)), sign_in("吴某", (Role.REVIEWER,))
    answer = manager.post("/users/new", data={"name": "吴某", "role": ["reader"]})

    assert answer.status_code == 422 and "已经有“吴某”" in answer.text
    assert other.get("/api/who").json()["roles"] == ["reviewer"]


def test_who_gave_whom_another_password_stands_in_the_log(sign_in: SignIn) -> None:
    manager = sign_in("周某", (Role.MANAGER,))
    sign_in("吴某", (Role.REVIEWER,))
    manager.post("/users/invitation", data={"name": "吴某"})

    assert (manager.workbench.log()[-1].person, manager.workbench.log()[-1].act) == ("周某", UserInvited("吴某"))


def test_a_reviewer_alone_lets_nothing_pass(sign_in: SignIn) -> None:
    sign_in("王某", (Role.REVIEWER,)).post("/api/documents/1/review", data={"state": "second"})
    answer = sign_in("李某", (Role.REVIEWER,)).post("/api/documents/1/review", data={"state": "passed"})

    assert answer.status_code == 403 and "复核" in answer.text


def test_the_second_person_may_send_back_what_another_reviewed(sign_in: SignIn) -> None:
    sign_in("王某", (Role.REVIEWER,)).post("/api/documents/1/review", data={"state": "second"})
    answer = sign_in("李某", (Role.SECOND,)).post("/api/documents/1/review", data={"state": "returned"})

    assert answer.status_code == 200 and answer.json()["review"] == "returned"


def test_without_accounts_one_does_everything(browser: Browser) -> None:
    with browser.workbench.database.writing() as session:
        number = record(session, Received("aa", "甲局.pdf", 1), "程序")
        record(session, DocumentJudged(number, "errors", "结论", unit="甲局", year=2023), "程序")

    assert browser.post(f"/api/documents/{number}/review", data={"state": "passed"}).json()["review"] == "passed"
    assert browser.get("/login", follow_redirects=False).headers["location"] == "/"
    assert browser.get("/api/who").json()["is_alone"]


def test_a_machine_that_has_accounts_asks_for_them_ever_after(tmp_path: Path, database_address: str) -> None:
    app = application(tmp_path, are_users_demanded=True, database_address=database_address)
    with Browser(app, base_url=ADDRESS) as asks:
        assert asks.app.state.users.first_invitation()  # type: ignore[attr-defined]
    with Browser(application(tmp_path, database_address=database_address), base_url=ADDRESS) as asks:
        assert asks.get("/api/board").status_code == 401


def test_from_the_invitation_to_the_board_and_out_again(shared: Browser, users: Users) -> None:
    code = users.first_invitation()
    said = {"name": FIRST, "code": code, "password": PASSWORD, "again": PASSWORD}
    assert "两次输入的密码不一样" in shared.post("/welcome", data=said | {"again": "x"}).text
    assert shared.post("/welcome", data=said, follow_redirects=False).headers["location"] == "/"
    assert shared.get("/", follow_redirects=False).status_code == 200
    assert FIRST in shared.get("/who").text
    assert shared.post("/welcome", data=said).status_code == 403  # once only

    token = shared.cookies[COOKIE]
    shared.post("/logout")
    shared.cookies.set(COOKIE, token)
    assert shared.get("/api/board").status_code == 401  # the token is worth nothing any more


def test_the_cookie_is_kept_from_scripts_and_other_sites(shared: Browser, users: Users) -> None:
    users.accept(FIRST, users.first_invitation(), PASSWORD)
    answer = shared.post("/login", data={"name": FIRST, "password": PASSWORD}, follow_redirects=False)

    assert re.search(r"(?i)httponly", answer.headers["set-cookie"])
    assert re.search(r"(?i)samesite=strict", answer.headers["set-cookie"])


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""])
def test_signing_in_leads_to_our_own_pages_only(shared: Browser, users: Users, address: str) -> None:
    users.accept(FIRST, users.first_invitation(), PASSWORD)
    said = {"name": FIRST, "password": PASSWORD, "next": address}

    assert shared.post("/login", data=said, follow_redirects=False).headers["location"] == "/"


def test_a_manager_adds_people_and_takes_their_rights_away(sign_in: SignIn, shared: Browser) -> None:
    manager = sign_in("周某", (Role.MANAGER,))
    manager.post("/users/new", data={"name": "吴某", "role": ["reviewer", "second"]})
    page = manager.post("/users/invitation", data={"name": "吴某"}).text
    code = re.search(r"code=([\w-]+)", page)
    assert code is not None
    shared.post("/welcome", data={"name": "吴某", "code": code[1], "password": PASSWORD, "again": PASSWORD})
    assert shared.get("/api/who").json()["roles"] == ["reviewer", "second"]

    manager.post("/users", data={"name": "吴某", "role": ["reader"], "active": "yes"})
    assert shared.get("/api/who").json()["roles"] == ["reader"]

    manager.post("/users", data={"name": "吴某", "role": ["reader"]})
    assert shared.get("/api/who").status_code == 401
    assert shared.post("/login", data={"name": "吴某", "password": PASSWORD}).status_code == 403


def test_the_last_manager_stays(sign_in: SignIn, users: Users) -> None:
    manager = sign_in("周某", (Role.MANAGER,))
    users.set_user(FIRST, (), False, _BY)
    answer = manager.post("/users", data={"name": "周某", "role": ["reader"], "active": "yes"})

    assert answer.status_code == 422 and "至少要留一个" in answer.text
    assert manager.get("/api/who").json()["roles"] == ["manager"]


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("短", "10 到 200"),
        ("a" * 12, "太简单"),
        ("0123456789" * 21, "10 到 200"),
        ("管理员0123456", "不要有姓名"),
        ("0123456789", ""),
    ],
)
def test_which_passwords_will_do(users: Users, password: str, complaint: str) -> None:
    code = users.first_invitation()
    if not complaint:
        assert users.accept(FIRST, code, password)
        return
    with pytest.raises(UserProblem, match=complaint):
        users.accept(FIRST, code, password)
    assert users.accept(FIRST, code, PASSWORD)  # the invitation still holds


def test_another_password(sign_in: SignIn, shared: Browser) -> None:
    asks = sign_in("王某", (Role.READER,))
    said = {"old": PASSWORD, "password": PASSWORD + "八", "again": PASSWORD + "八"}
    assert "原来的密码不对" in asks.post("/password", data=said | {"old": "x"}).text
    assert "已经改好" in asks.post("/password", data=said).text

    assert shared.post("/login", data={"name": "王某", "password": PASSWORD}).status_code == 403
    shared.post("/login", data={"name": "王某", "password": PASSWORD + "八"})
    assert shared.get("/api/who").json()["name"] == "王某"


def test_an_unknown_name_is_held_against_something_of_the_same_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    kept = passwords.hashed(PASSWORD)

    assert extract_parameters(passwords._NOBODY) == extract_parameters(kept)
    assert passwords.is_right(PASSWORD, kept) and not passwords.is_right(PASSWORD + "x", kept)
    assert not passwords.is_right("", "")


class _Clock:
    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.now


def test_time_ends_sessions_invitations_and_waiting(browser: Browser) -> None:
    clock = _Clock()
    users = Users(browser.workbench.database, True, clock)
    code = users.first_invitation()
    clock.now += datetime.timedelta(days=7, seconds=1)
    with pytest.raises(UserProblem, match="已过期"):
        users.accept(FIRST, code, PASSWORD)

    token = users.accept(FIRST, users.first_invitation(), PASSWORD)
    assert users.first_invitation() == ""
    clock.now += datetime.timedelta(hours=12)
    assert users.asking(token) is not None
    clock.now += datetime.timedelta(seconds=1)
    assert users.asking(token) is None

    for _ in range(5):
        with pytest.raises(UserProblem, match="不对"):
            users.sign_in(FIRST, "错")
    with pytest.raises(UserProblem, match="过一会儿"):
        users.sign_in(FIRST, PASSWORD)
    clock.now += datetime.timedelta(seconds=31)
    assert users.sign_in(FIRST, PASSWORD)


def test_neither_log_nor_pages_hold_what_one_signs_in_with(sign_in: SignIn) -> None:
    manager = sign_in("周某", (Role.MANAGER,))
    shown = manager.get("/log").text + manager.get("/users").text + repr(manager.workbench.log())

    assert PASSWORD not in shown and "argon2" not in shown
    assert "周某：管理" in shown
