"""``servanda case-study``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, CaseStudyAgreed, CaseStudyRead, CaseStudyWritten
from servanda.pipeline.deciding import Desk

__all__ = ["case_study_command"]

Doing = Literal["write", "agree", "read"]


def case_study_command(  # noqa: PLR0913 - the options of three small acts
    doing: Annotated[Doing, Parameter(help="write, agree or read.")],
    number: Annotated[
        int, Parameter(help="To write: the incident's review. Otherwise: the case study.")
    ],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    title: Annotated[str, Parameter(help="What it is called.")] = "",
    audience: Annotated[str, Parameter(name="--for", help="Who should read it.")] = "",
    learn: Annotated[
        list[str] | None, Parameter(negative="", help="What there is to learn; repeatable.")
    ] = None,
    words: Annotated[str, Parameter(help="What one likes to say, agreeing.")] = "",
    group: Annotated[str, Parameter(help="The group of staff that has read it.")] = "",
    staff: Annotated[int, Parameter(help="How many people the group has.")] = 0,
    count: Annotated[
        int | None,
        Parameter(help="How many of them have read it; not for fewer than five people."),
    ] = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Make a case study of an incident's review, agree to it, or say how many have read it.

    Either side writes it, without names of people; it is one once the other side agrees. Of who
    has read it a figure of a group is kept, never a name, and none of fewer than five people.

    For example:

    ```
    servanda case-study write 27 --title "A queue without a limit" \
        --for "operators of payment platforms" --learn "Give every queue a limit and an alarm." \
        --as client --person "C. Jones"
    servanda case-study agree 31 --as provider --person "J. Smith"
    servanda case-study read 31 --group "service desk" --staff 40 --count 25 \
        --as provider --person "J. Smith"
    ```
    """

    def act(desk: Desk) -> Act:
        about = desk.entry(number).sha256
        match doing:
            case "write":
                return CaseStudyWritten(
                    review=about, title=title, audience=audience, learn=tuple(learn or ())
                )
            case "agree":
                return CaseStudyAgreed(study=about, words=words)
            case _:
                return CaseStudyRead(study=about, group=group, staff=staff, read=count)

    return enter(agreement, speaker, at, format, act)
