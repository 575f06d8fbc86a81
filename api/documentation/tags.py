"""What the operations of one kind are about, by the first part of their address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tag:
    """``many`` is the title of a list, ``one`` names one of it, ``about`` is a sentence for whoever looks around."""

    many: str
    one: str
    about: str


TAGS = {
    "admissions": Tag("Admissions", "admission of a portal", "Which portals are let in, to which process, for what."),
    "changes": Tag("Changes", "change", "What contributions propose to the texts: clause by clause, with the reason."),
    "clauses": Tag(
        "Clauses", "clause, in every version that has it", "Parts of texts, each with an identity of its own."
    ),
    "comment-periods": Tag(
        "Comment periods",
        "comment period, as of now or of another instant",
        "What is asked, of whom, from when until when, and everything that was decided about these dates.",
    ),
    "contributions": Tag("Contributions", "contribution, with what it says", "What was said, as all may read it."),
    "documents": Tag("Documents", "document", "The numbered papers that a secretariat files in a round."),
    "guiding-questions": Tag("Guiding questions", "guiding question", "What a comment period asks, one by one."),
    "organisations": Tag("Organisations", "organisation", "Those sources that are organisations."),
    "participation": Tag(
        "Participation",
        "round’s figures",
        "Who was heard in the rounds that have closed, without small numbers.",
    ),
    "portal": Tag("Portal", "portal", "Who a portal is here, by its token."),
    "processes": Tag("Processes", "process", "The bodies and mandates that consult, each with its own secretariat."),
    "rounds": Tag("Rounds", "round", "The cycles of a process, mostly tied to a meeting, and their public figures."),
    "sources": Tag("Sources", "source", "Organisations and unaffiliated individuals that have contributed."),
    "submissions": Tag("Submissions", "submission of this portal", "What a portal submits for people who confirm it."),
    "stakeholder-groups": Tag("Stakeholder groups", "stakeholder group", "The groups that processes ask."),
    "text-versions": Tag("Versions of texts", "version, with its clauses", "The issues of texts, which never change."),
    "webhooks": Tag("Webhooks", "address that is told", "Where a portal is told, and what it was sent."),
    "texts": Tag("Texts", "text, with its versions", "The drafts that are negotiated, and what is proposed to them."),
}


def of_path(path: str) -> str:
    """Return the tag of an address such as ``/api/v1/rounds/{id}/``."""
    return path.split("/")[3]
