"""The whole map of addresses × method × {nobody, outsider, suspended member, lower role}.

Every parameter is filled with a real record of Acme, and the last test proves that they are real: for Alice each of
these addresses exists. A new address joins by itself, or is red until an area's part has a record for its parameter.
"""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.web.unit_of_work import PUBLIC
from tenants.context import db
from tenants.model import Tenant
from tenants.roles import Role
from tests.isolation.areas import PARTS
from tests.isolation.parts import together
from tests.isolation.routes import (
    OPEN,
    VIEWERS_TOO,
    WRITES_ON_GET,
    Route,
    Visitors,
    ask,
    in_company,
    roles_demanded,
    routes,
)
from tests.isolation.scenes import PARAMETERS, PRIVATE, Scene, address, is_known, parameters
from tests.isolation.snapshot import Snapshots, changed
from tests.world import World, make_world

#: What is not there in a company as it begins, each with its reason.
ABSENT: dict[str, str] = together(PARTS, "absent")
ROLE_OF = {"alice": Role.OWNER, "mia": Role.MANAGER, "bob": Role.SELLER, "vera": Role.VIEWER}


@pytest.fixture(scope="module")
def visitors(app) -> Visitors:
    """A cast whose company is called by a name that stands nowhere else."""
    world = make_world(app)
    with world.acme.inside():
        db.execute(update(Tenant).where(Tenant.id == world.acme.id).values(name=_canary(world)))
    return Visitors(world)


def _canary(world: World) -> str:
    return f"canary-{world.acme.slug}"


def test_every_parameter_has_a_record(app):
    assert [str(route) for route in routes(app) if not is_known(route.rule)] == []


def test_no_record_is_kept_for_a_parameter_that_is_gone(app):
    used = {key for route in routes(app) for key in parameters(route.rule)}

    assert set(PARAMETERS) - used == set()


def test_what_is_open_to_nobody_is_listed_with_its_reason(app):
    present = {route.endpoint for route in routes(app) if route.is_open}

    assert present == set(OPEN)
    assert set(PUBLIC) == set(OPEN)
    assert not [str(route) for route in in_company(app) if route.is_open]


def test_exceptions_name_addresses_that_exist(app):
    present = {route.endpoint for route in routes(app)}

    assert set(VIEWERS_TOO) <= present
    assert set(WRITES_ON_GET) <= present
    assert set(ABSENT) <= present


def test_nobody_is_asked_to_sign_in(app, visitors, look):
    closed = [route for route in routes(app) if not route.is_open and is_known(route.rule)]
    for route in closed:
        visitors.address(route)
    before = look.of(visitors.world.acme.id)

    wrong = [problem for route in closed for problem in _shown_to_nobody(visitors, route)]

    assert wrong == []
    assert changed(before, look.of(visitors.world.acme.id)) == []


def _shown_to_nobody(visitors: Visitors, route: Route) -> list[str]:
    answer = visitors.ask("nobody", route)
    part = visitors.ask("nobody", route, partial=True)
    led = answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")
    if not (led or (answer.status_code == 404 and not route.is_safe)):
        return [f"{route}: {answer.status_code}"]
    if part.status_code != 401 or _canary(visitors.world) in answer.text + part.text:
        return [f"{route}: a part of it is {part.status_code}"]
    return []


@pytest.mark.parametrize("stranger", ["charlie", "dan"])
def test_for_strangers_the_company_does_not_exist(app, visitors, look, stranger):
    wrong = [problem for route in in_company(app) for problem in shown_to_stranger(visitors, look, stranger, route)]

    assert wrong == []


def shown_to_stranger(visitors: Visitors, look: Snapshots, stranger: str, route: Route) -> list[str]:
    """What `stranger` learns or changes of Acme at `route`."""
    visitors.address(route)
    before = look.of(visitors.world.acme.id) if not route.is_safe else {}
    answer = visitors.ask(stranger, route)
    found = [] if answer.status_code == 404 else [f"{route}: {answer.status_code}"]
    if _canary(visitors.world) in answer.text:
        found.append(f"{route}: shows Acme")
    if not route.is_safe and (touched := changed(before, look.of(visitors.world.acme.id))):
        found.append(f"{route}: changed {touched}")
    return found


def test_one_person_s_own_things_are_not_another_s(app, visitors):
    personal = [route for route in routes(app) if not route.in_company and not route.is_open and is_known(route.rule)]
    own = [route for route in personal if route.rule.arguments]
    browser = visitors.world.browser(visitors.world.charlie)

    wrong = [str(route) for route in own if ask(browser, route.method, visitors.address(route)).status_code != 404]

    assert wrong == []


def test_a_viewer_changes_nothing(app, visitors, look):
    unsafe = [route for route in in_company(app) if not route.is_safe and route.endpoint not in VIEWERS_TOO]
    for route in unsafe:
        visitors.address(route)
    before = look.of(visitors.world.acme.id)

    let_in = [problem for route in unsafe for problem in let_to_write(visitors, route)]

    assert let_in == []
    assert changed(before, look.of(visitors.world.acme.id)) == []


def let_to_write(visitors: Visitors, route: Route) -> list[str]:
    """Whether Vera, who only looks, is let in to an address that writes."""
    answer = visitors.ask("vera", route)
    return [] if answer.status_code in (403, 404) else [f"{route}: {answer.status_code}"]


def test_another_s_record_does_not_exist_for_who_sees_his_own(app, visitors, look):
    private = [route for route in in_company(app) if is_private(route)]
    for route in private:
        visitors.address(route)
    before = look.of(visitors.world.acme.id)

    wrong = [problem for route in private for problem in shown_to_bob(visitors, route)]

    assert wrong == []
    assert changed(before, look.of(visitors.world.acme.id)) == []


def is_private(route: Route) -> bool:
    """Whether the address names a record that is its owner's."""
    return bool(PRIVATE & set(parameters(route.rule)))


def shown_to_bob(visitors: Visitors, route: Route) -> list[str]:
    """Whether Bob, who sees his own, gets anywhere with Sam's record."""
    status = visitors.ask("bob", route).status_code
    return [] if status == 404 or (status == 403 and not route.is_safe) else [f"{route}: {status}"]


@pytest.mark.parametrize("name", ROLE_OF)
def test_a_guard_stops_every_role_it_does_not_name(app, visitors, name):
    guarded = [(route, roles_demanded(app, route.endpoint)) for route in in_company(app)]
    closed = [route for route, roles in guarded if roles is not None and ROLE_OF[name] not in roles]

    wrong = [str(route) for route in closed if visitors.ask(name, route).status_code not in (403, 404)]

    assert wrong == []


@pytest.mark.parametrize(("name", "areas"), [("bob", ("settings",)), ("mia", ("settings/history", "settings/jobs"))])
def test_what_is_set_for_the_company_is_not_set_from_below(app, visitors, name, areas):
    """Sellers change no setting, managers see neither the audit nor the work behind; said here, not in the views."""
    below = [route for route in in_company(app) if any(f"/{area}" in route.rule.rule for area in areas)]
    closed = [route for route in below if name == "mia" or not route.is_safe]

    assert closed
    assert [str(route) for route in closed if visitors.ask(name, route).status_code not in (403, 404)] == []


def test_asking_with_a_method_that_is_not_there_is_said(app, visitors):
    methods = {"GET", "POST", "PUT", "PATCH", "DELETE"}
    wrong = []
    for where, offered in _offered(app, visitors).items():
        for method in methods - offered:
            answer = ask(visitors.browser("alice"), method, where)
            if answer.status_code != 405 or not answer.headers.get("Allow"):
                wrong.append(f"{method} {where}: {answer.status_code}")

    assert wrong == []


def _offered(app, visitors: Visitors) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for route in in_company(app):
        found.setdefault(visitors.address(route), set()).add(route.method)
    for where in found:  # another rule may answer the same address
        adapter = app.url_map.bind("localhost")
        found[where] |= set(adapter.allowed_methods(where))
    return found


def test_looking_changes_nothing(app, visitors, look):
    safe = [route for route in in_company(app) if route.is_safe]
    for route in safe:
        visitors.address(route)
    wrong = [problem for name in ("alice", "bob") for problem in _written_while_looking(visitors, look, name, safe)]

    assert wrong == []


def _written_while_looking(visitors: Visitors, look: Snapshots, name: str, asked: list[Route]) -> list[str]:
    """Addresses at which `name` writes by looking; halved until each culprit stands alone."""
    excused = {table for route in asked for table in WRITES_ON_GET.get(route.endpoint, ("", ()))[1]}
    before = look.of(visitors.world.acme.id)
    for route in asked:
        visitors.ask(name, route)
    touched = set(changed(before, look.of(visitors.world.acme.id))) - excused
    if not touched:
        return []
    if len(asked) == 1:
        return [f"{asked[0]}: {name} changed {sorted(touched)}"]
    middle = len(asked) // 2
    halves = (asked[:middle], asked[middle:])
    found = [problem for half in halves for problem in _written_while_looking(visitors, look, name, half)]
    return found or [f"{name} changed {sorted(touched)} once"]


def test_every_address_is_real(app, world):
    """For Alice each address exists and survives an empty form: the records above are what the addresses mean."""
    browser = world.browser(world.alice)
    wrong = []
    for route in in_company(app):
        answer = ask(browser, route.method, address(route.rule, Scene(world, world.alice)))
        absent = answer.status_code == 404 and route.endpoint not in ABSENT  # the record would not be real
        if answer.status_code >= 500 or answer.status_code in (401, 403, 405) or absent:
            wrong.append(f"{route}: {answer.status_code}")

    assert wrong == []
