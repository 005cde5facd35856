"""Commands for keeping contacts up to date."""

import sys
from datetime import date, datetime, timedelta

import click

from assessment.cli.common import ON, chosen_content, role_and_day
from assessment.errors import SettingsError
from assessment.publishing import due as checks
from assessment.publishing.checked import record


@click.group(invoke_without_command=True)
@click.option("--due", is_flag=True, help="List only contacts that are due within --days.")
@click.option("--days", type=click.IntRange(0, 3650), default=30, show_default=True)
@click.option("--area", metavar="ID", help="List only contacts that readers in this area see.")
@click.option("--format", type=click.Choice(["text", "md", "ics", "json"]), default="text")
@click.option("--fail", is_flag=True, help="Exit with code 1 if any contact is listed.")
def contacts(due: bool, days: int, area: str | None, format: str, fail: bool) -> None:
    """List the contacts, each with the date by which it must be rechecked."""
    if click.get_current_context().invoked_subcommand:
        return
    today = date.today()
    until = today + timedelta(days) if due else date.max
    listed = checks.due(chosen_content(area), until)
    if format == "ics":
        click.echo(checks.as_calendar(listed, today), nl=False)
    else:
        click.echo(checks.FORMATS[format](listed))
    sys.exit(fail and bool(listed))


@contacts.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--by", required=True, help="A role, such as 'an intake worker', not a name.")
@ON
def checked(ids: tuple[str, ...], by: str, on: datetime | None) -> None:
    """Record in contacts.yaml that you have checked contacts against their sources."""
    content, (role, day) = chosen_content(), role_and_day(by, on)
    for contact in content.directory.contacts:
        if contact.id in ids and day < contact.verified_on <= date.today():
            checked_on = contact.verified_on
            raise SettingsError(f"--on {day}: {contact.id} was checked later, on {checked_on}")
    file = record(content, ids, role, day)
    click.echo(f"wrote {file}")
    for contact in content.directory.contacts:
        if contact.id in ids and contact.expires_on:
            click.echo(f"{contact.id} still expires on {contact.expires_on}; see `expires_on`")


@contacts.command()
def links() -> None:
    """Check that the web addresses of contacts and sources work.

    Requests are sent slowly, and only for web pages. Open a listed address in a browser before you
    change it, because some sites reject automated requests. The exit code is 1 if any address
    fails.
    """
    from assessment.checking import links as web  # needs httpx

    found = web.links(chosen_content())
    failed = 0
    for link, fault in web.failures(found):
        failed += 1
        click.echo(f"{link.place.file}:{link.place.line}: {link.address}: {fault}")
    click.echo(f"{len(found)} addresses, {failed} failed")
    sys.exit(bool(failed))
