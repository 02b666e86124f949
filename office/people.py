"""Accounts and roles as acts: asked permission for, written into the journal."""

from dataclasses import dataclass

from archive.database import Database
from archive.journal import Journal
from office.accounts import Account, Accounts
from office.clock import Clock, today
from office.errors import UnknownGroup
from office.people_errors import UnknownPerson
from office.permissions import Actor, Grant, require
from office.settings import Settings


@dataclass(frozen=True)
class Holder:
    """An account with its holder's name and the roles held today."""

    account: Account
    name: str
    roles: tuple[Grant, ...]


@dataclass(frozen=True)
class People:
    """Who may log in and what they may do."""

    db: Database
    journal: Journal
    settings: Settings
    accounts: Accounts
    clock: Clock

    def actor(self, user: str) -> Actor:
        """Return an account as somebody acting today; raises UnknownAccount."""
        with self.db.reading() as conn:
            return self.accounts.actor(conn, user, self._names(), today(self.clock))

    def holders(self, actor: Actor) -> list[Holder]:
        """Return every account with its roles."""
        require(actor, "administer")
        names, on = self._names(), today(self.clock)
        with self.db.reading() as conn:
            return [
                Holder(
                    account,
                    names.get(account.person, account.person),
                    self.accounts.roles(conn, account.person, on),
                )
                for account in self.accounts.all(conn)
            ]

    def add(self, user: str, person: str, actor: Actor) -> str:
        """Make an account for a person of the directory; returns the one-time token."""
        require(actor, "administer")
        self._known(person)
        with self.db.writing() as conn:
            token = self.accounts.add(conn, user, person, self.clock())
            detail = {"person": person}
            self.journal.add(conn, actor.label, "account-added", user, detail, self.clock())
        return token

    def link(self, user: str, actor: Actor) -> str:
        """Return a fresh one-time token with which the holder sets a new password."""
        require(actor, "administer")
        with self.db.writing() as conn:
            token = self.accounts.new_link(conn, user, self.clock())
            self.journal.add(conn, actor.label, "account-link", user, {}, self.clock())
        return token

    def close(self, user: str, actor: Actor) -> None:
        """Close an account."""
        require(actor, "administer")
        with self.db.writing() as conn:
            self.accounts.close(conn, user, self.clock())
            self.journal.add(conn, actor.label, "account-closed", user, {}, self.clock())

    def set_password(self, token: str, password: str) -> str:
        """Use a one-time token; returns the user name. Raises LinkExpired, PasswordTooShort."""
        with self.db.writing() as conn:
            user = self.accounts.set_password(conn, token, password, self.clock())
            self.journal.add(conn, user, "password-set", user, {}, self.clock())
        return user

    def check(self, user: str, password: str) -> bool:
        """Whether user name and password belong together."""
        with self.db.reading() as conn:
            return self.accounts.check(conn, user, password)

    def grant(self, person: str, role: str, group: str, actor: Actor) -> None:
        """Give a person a role from today on; group "" is the whole office.

        Raises UnknownPerson, UnknownRole, UnknownGroup.
        """
        require(actor, "administer")
        self._known(person)
        groups = self.settings.profile.group_names
        if group and group not in groups:
            raise UnknownGroup(group=group, known=", ".join(groups))
        with self.db.writing() as conn:
            self.accounts.grant(conn, person, role, group, today(self.clock))
            detail = {"role": role, "group": group}
            self.journal.add(conn, actor.label, "role-granted", person, detail, self.clock())

    def revoke(self, person: str, role: str, group: str, actor: Actor) -> bool:
        """End a role: from today on the person does not hold it; False if it was not held."""
        require(actor, "administer")
        self._known(person)
        with self.db.writing() as conn:
            held = self.accounts.revoke(conn, person, role, group, today(self.clock))
            detail = {"role": role, "group": group}
            if held:
                self.journal.add(conn, actor.label, "role-revoked", person, detail, self.clock())
        return held

    def _known(self, person: str) -> None:
        if person not in {each.id for each in self.settings.profile.people}:
            raise UnknownPerson(person=person)

    def _names(self) -> dict[str, str]:
        return {person.id: person.name.full for person in self.settings.profile.people}
