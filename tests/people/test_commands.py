"""Whoever runs the installation lists, suspends and resumes companies."""

from __future__ import annotations


def run(world, *words):
    return world.app.test_cli_runner().invoke(args=["tenants", *words])


def test_companies_are_listed(world):
    assert f"{world.acme.slug}\tactive" in run(world, "list").output


def test_a_suspended_company_is_shut_and_another_stays_open(world):
    run(world, "suspend", world.acme.slug)

    assert world.browser(world.alice).get("").status_code == 404
    assert world.browser(world.charlie).get("").status_code == 200

    run(world, "resume", world.acme.slug)
    assert world.browser(world.alice).get("").status_code == 200


def test_an_address_nobody_has_is_said(world):
    answer = run(world, "suspend", "no-such-company")

    assert answer.exit_code == 1
    assert "There is no company at the address no-such-company." in answer.output
