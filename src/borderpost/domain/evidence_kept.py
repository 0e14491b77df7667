"""What is kept as evidence: photographs, documents, marks over photographs, shots that could not be had."""

from dataclasses import dataclass, replace

from borderpost.domain import acts
from borderpost.domain.codes import PhotoSubject
from borderpost.domain.evidence_acts import DrawnMark
from borderpost.domain.evidence_codes import FileForm, PaperKind
from borderpost.domain.mark import Mark


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph kept as evidence; `exhibit` is the bag that it shows, where it shows one."""

    mark: Mark
    sha256: str
    size: int
    width: int
    height: int
    subject: PhotoSubject
    device: str
    caption: str
    line: int
    form: FileForm = FileForm.JPEG
    exhibit: str = ""


def photograph_of(mark: Mark, act: acts.PhotographTaken) -> Photograph:
    """Return the photograph that an act says was taken."""
    return Photograph(
        mark,
        act.sha256,
        act.size,
        act.width,
        act.height,
        act.subject,
        act.device,
        act.caption,
        act.line,
        act.form,
        act.exhibit,
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A document kept as evidence; `size` in bytes, `pages` 0 where unknown."""

    mark: Mark
    sha256: str
    size: int
    form: FileForm
    what: PaperKind
    name: str
    device: str
    pages: int
    caption: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """Marks over the photograph that the entry `photograph` took."""

    mark: Mark
    photograph: str
    sha256: str
    marks: tuple[DrawnMark, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why a photograph of the set could not be taken."""

    mark: Mark
    subject: PhotoSubject
    line: int
    exhibit: str
    reason: str


@dataclass(frozen=True, slots=True)
class EvidenceKept:
    """All of it beside the photographs, each in the order in which it was recorded."""

    papers: tuple[Paper, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    excuses: tuple[Excuse, ...] = ()

    def without(self, entry: str) -> "EvidenceKept":
        """Return it without what one entry put in; with a photograph go the marks that were over it."""
        if not (self.papers or self.annotations or self.excuses):
            return self
        return replace(
            self,
            papers=tuple(one for one in self.papers if one.mark.entry != entry),
            annotations=tuple(
                one for one in self.annotations if entry not in (one.mark.entry, one.photograph)
            ),
            excuses=tuple(one for one in self.excuses if one.mark.entry != entry),
        )

    @property
    def correctable(self) -> frozenset[str]:
        """The entries that a correction may name."""
        return frozenset(mark.entry for mark in self._marks)

    @property
    def officers(self) -> frozenset[str]:
        """Whose work it is."""
        return frozenset(mark.officer for mark in self._marks)

    @property
    def _marks(self) -> tuple[Mark, ...]:
        papers, drawn, excused = self.papers, self.annotations, self.excuses
        return (*(p.mark for p in papers), *(a.mark for a in drawn), *(e.mark for e in excused))

    def over(self, photograph: str) -> tuple[Annotation, ...]:
        """Return the marks that lie over the photograph of an entry."""
        return tuple(one for one in self.annotations if one.photograph == photograph)


NOTHING_KEPT = EvidenceKept()


def with_evidence(before: EvidenceKept, mark: Mark, act: acts.Act) -> EvidenceKept | None:
    """Return the evidence after one more act; None where the act is none of these."""
    match act:
        case acts.DocumentKept():
            paper = Paper(
                mark, act.sha256, act.size, act.form, act.what, act.name, act.device, act.pages, act.caption
            )
            return replace(before, papers=(*before.papers, paper))
        case acts.PhotographAnnotated():
            drawn = Annotation(mark, act.photograph, act.sha256, tuple(act.marks), act.note)
            return replace(before, annotations=(*before.annotations, drawn))
        case acts.ShotExcused():
            excuse = Excuse(mark, act.subject, act.line, act.exhibit, act.reason)
            return replace(before, excuses=(*before.excuses, excuse))
        case _:
            return None
