"""Papers given as text, as JSON, as a page or as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.options import LocaleOption
from servanda.cli.terminal import Terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.files import write_all
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper
from servanda.reports.paper_text import paper_lines
from servanda.reports.reader import Reader

__all__ = ["PaperFormat", "Printed", "give_paper"]

PaperFormat = Literal["text", "json", "html", "pdf", "xlsx", "pptx"]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Say how a paper is given: as what, in which spelling, and where files go."""

    format: Annotated[
        PaperFormat,
        Parameter(
            name="--format",
            help="Text and JSON are printed; a page, a PDF, a workbook or slides are written.",
        ),
    ] = "text"
    output: Annotated[
        Path | None,
        Parameter(
            name="--output", help="Folder for files; 'statements' beside the text if not said."
        ),
    ] = None
    locale: LocaleOption = "en"

    @property
    def reader(self) -> Reader:
        """Return who reads it."""
        return Reader(locale=self.locale)


T = TypeVar("T")


def give_paper(
    terminal: Terminal,
    answer: Answer[T],
    wanted: PaperFormat,
    *,
    paper: Callable[[T], Paper],
    document: Callable[[T], Mapping[str, Any]],
    file: Path,
    reader: Reader,
) -> int:
    """Print an answer or write it, or print the mistakes that stand in its way.

    Args:
        terminal: Where it is printed.
        answer: The answer.
        wanted: As what.
        paper: Makes what people read.
        document: Makes what programs read.
        file: A page's or workbook's file, without its ending.
        reader: Who reads it.

    Returns:
        The exit code.

    Raises:
        CannotWrite: The folder cannot be written.
    """

    def show(value: T) -> None:
        if wanted not in {"text", "json"}:
            made = paper(value)
            path = write_all(file.parent, {f"{file.name}.{wanted}": _content(made, wanted, reader)})
            terminal.out.print(Text(one_line(made.opening)), soft_wrap=True)
            terminal.out.print(Text(f"written to {one_line(str(path[0]))}"), soft_wrap=True)
            return
        for line in paper_lines(paper(value), reader):
            terminal.out.print(Text(line), soft_wrap=True)

    form: Literal["text", "json"] = "json" if wanted == "json" else "text"
    return give(terminal, answer, form, text=show, document=document)


def _content(paper: Paper, wanted: PaperFormat, reader: Reader) -> bytes:
    # What is not asked for is not loaded: drawing and workbooks take their time.
    if wanted == "html":
        from servanda.reports.paper_page import paper_page  # noqa: PLC0415 - as said above

        return paper_page(paper, reader).encode()
    if wanted == "pdf":
        from servanda.reports.pdf import paper_pdf  # noqa: PLC0415 - as said above

        return paper_pdf(paper, reader)
    if wanted == "pptx":
        from servanda.reports.slides import paper_slides  # noqa: PLC0415 - as said above

        return paper_slides(paper, reader)
    from servanda.reports.workbook.paper_book import paper_workbook  # noqa: PLC0415 - as above

    return paper_workbook(paper)
