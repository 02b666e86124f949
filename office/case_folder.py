"""The last step of a case: all its records, and the folder in which their paper lies together."""

from dataclasses import dataclass

from archive.records import Paper, Record, RecordId
from office.amending import Amendments
from office.permissions import Actor, readable
from office.procedures.cases import Cases
from office.procedures.kept import CASE, DRAFT


@dataclass(frozen=True)
class Gathered:
    """What a case left: its records that the actor may read, drafts that have no number yet."""

    records: tuple[Record, ...]
    drafts: tuple[str, ...]


@dataclass(frozen=True)
class CaseFolders:
    """The papers of cases as folders."""

    cases: Cases
    amendments: Amendments

    def of(self, case: int, actor: Actor) -> Gathered:
        """Return what a case left, in the order in which it came; raises UnknownCase."""
        self.cases.get(case, actor)
        proofs = self.cases.proofs(case, actor)
        refs = dict.fromkeys(proof.ref for proof in proofs)
        labels = readable(actor)
        records = (
            self.amendments.archive.record(RecordId.parse(ref))
            for ref in refs
            if not ref.startswith((DRAFT, CASE))
        )
        seen = (one for one in records if labels is None or one.description.access in labels)
        drafts = {proof.title: None for proof in proofs if proof.ref.startswith(DRAFT)}
        return Gathered(tuple(one for one in seen if one.state == "filed"), tuple(drafts))

    def place(self, case: int, paper: Paper, actor: Actor) -> int:
        """Say where the paper of all of a case's records lies; returns how many were told.

        A record that lies there already is left as it is. Raises TellingInvalid, NotPermitted; what
        was told before a refusal stays, and telling it again goes on.
        """
        told = [one for one in self.of(case, actor).records if one.description.paper != paper]
        for record in told:
            self.amendments.place_paper(record.id, record.version, paper, actor)
        return len(told)
