"""What was to be, what the record says, what arrived, and whether they agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.config.hands import COSTS_A_COPY, Blow, Fallen
from tests.config.post_office import Copy
from tests.config.sink import TRICKS, Did
from tests.config.writing import is_refused

# Who is killed within so many seconds of a letter's arrival had not noted it: for so long a database may be away. What
# a worker had handed in when it was killed, the mail server may have read only then.
NOT_NOTED, READ_AFTERWARDS = 30.0, 1.0


@dataclass(frozen=True)
class Stored:
    """A letter as the record has it: Message-ID, address, and ``sent``, ``failed`` or ``undone``."""

    message_id: str
    address: str
    state: str


@dataclass(frozen=True)
class Told:
    """One piece of news for one follower, and the letter it stands in."""

    address: str
    news: int
    message_id: str | None
    is_theirs: bool


@dataclass(frozen=True)
class Outcome:
    """All of it. ``expected`` is how many letters each address has, ``followers`` how much news each of them."""

    expected: Mapping[str, int]
    followers: Mapping[str, int]
    stored: Sequence[Stored]
    told: Sequence[Told]
    copies: Sequence[Copy]
    fallen: Sequence[Fallen] = ()
    did: Counter[Did] = field(default_factory=Counter)

    @property
    def faults(self) -> list[str]:
        """What must not be; nothing, if all is well."""
        sent, failed = self._in_state("sent"), self._in_state("failed")
        arrived = {copy.message_id: copy.to for copy in self.copies}
        named = defaultdict[tuple[str, str], set[str]](set)
        for copy in self.copies:
            named[copy.to, copy.words].add(copy.message_id)
        wrong = {
            "letters stored are not those that were written": self._stored_by_address() != self._expected(),
            "letters were never finished": bool(self._in_state("undone")),
            "letters were given up that nobody refused for good": not all(map(is_refused, failed.values())),
            "letters are called sent that were refused for good": any(map(is_refused, sent.values())),
            "letters are called sent and did not arrive": bool(sent.keys() - arrived.keys()),
            "letters arrived that the record does not know, or not as sent": bool(arrived.items() - sent.items()),
            "somebody has one letter under two Message-IDs": any(len(names) > 1 for names in named.values()),
            "followers were not told as often as there was news for them": self._told_by_address() != self._followers(),
            "a follower was told one piece of news twice": self._told_twice(),
            "what followers were told and their letters differ": self._by_items() != self._letters_to_followers(),
            "letters came again for no reason, or more than one for one kill": bool(self.unexplained),
        }
        return [what for what, is_so in wrong.items() if is_so]

    @property
    def blows(self) -> Counter[Blow]:
        """How often what was done to the house."""
        return Counter(each.blow for each in self.fallen)

    @property
    def lacking(self) -> list[str]:
        """What was to be done to the house, and was not."""
        blows = [blow.value for blow in Blow if not self.blows[blow]]
        return blows + [trick.value for trick in Did if trick in TRICKS and not self.did[trick]]

    @property
    def repeats(self) -> list[Copy]:
        """Of each letter that came again, the copies after which it did."""
        last: dict[str, Copy] = {}
        found = []
        for copy in self.copies:
            if copy.message_id in last:
                found.append(last[copy.message_id])
            last[copy.message_id] = copy
        return found

    @property
    def unexplained(self) -> list[Copy]:
        """Copies whose yes left, to a worker that was not killed, and that came again all the same."""
        return [copy for copy, kill in self._excused() if kill is None]

    def table(self) -> str:
        """The counts, for people."""
        lost = sum(copy.is_yes_lost for copy in self.repeats)
        by_kill = Counter(kill.blow for _copy, kill in self._excused() if kill is not None)
        rows: list[tuple[str, object]] = [
            ("letters written", sum(self.expected.values())),
            ("letters stored", len(self.stored)),
            ("  of them, news to followers and digests", len(self._letters_to_followers())),
            ("sent", len(self._in_state("sent"))),
            ("refused for good", len(self._in_state("failed"))),
            ("not finished", len(self._in_state("undone"))),
            ("arrived, each once", len({copy.message_id for copy in self.copies})),
            ("followers told, by items", len(self.told)),
            ("came again, same Message-ID", len(self.repeats)),
            ("  their first yes was lost on the way", lost),
            *((f"  {blow}", number) for blow, number in sorted(by_kill.items())),
            ("  for no reason", len(self.unexplained)),
            *((blow.value, number) for blow, number in sorted(self.blows.items())),
            *((f"mail server: {did}", self.did[did]) for did in Did if did in TRICKS),
        ]
        width = max(len(what) for what, _number in rows)
        lines = [f"{what:<{width}}  {number:>7}" for what, number in rows]
        return "\n".join([*lines, *map(self._account_of, self.unexplained)])

    def _account_of(self, copy: Copy) -> str:
        """When a letter arrived that came again for no reason, by what had been done before and what came after it."""
        times = [f"{each.at - copy.at:+.2f} s" for each in self.copies if each.message_id == copy.message_id]
        blows = [f"{each.blow} {each.at - copy.at:+.2f} s" for each in _in_order(self.fallen)]
        return f"for no reason: {copy.message_id} to {copy.to}: {', '.join(times)}; {'; '.join(blows)}"

    def _in_state(self, state: str) -> dict[str, str]:
        return {letter.message_id: letter.address for letter in self.stored if letter.state == state}

    def _stored_by_address(self) -> Counter[str]:
        return Counter(letter.address for letter in self.stored)

    def _expected(self) -> Counter[str]:
        return Counter(self.expected)

    def _followers(self) -> Counter[str]:
        return Counter(self.followers)

    def _told_by_address(self) -> Counter[str]:
        return Counter(item.address for item in self.told)

    def _told_twice(self) -> bool:
        return len({(item.address, item.news) for item in self.told}) < len(self.told)

    def _by_items(self) -> set[tuple[str, str]]:
        """What items say that there is; one that stands in no letter, or in somebody else's, is in no record."""
        return {(item.address, item.message_id or "") if item.is_theirs else ("", "") for item in self.told}

    def _letters_to_followers(self) -> set[tuple[str, str]]:
        return {(letter.address, letter.message_id) for letter in self.stored if letter.address in self.followers}

    def _excused(self) -> list[tuple[Copy, Fallen | None]]:
        """Of copies whose yes left and that came again: who was killed next, and died with the knowledge of it.

        Each kill excuses one.
        """
        kills = [each for each in _in_order(self.fallen) if each.blow in COSTS_A_COPY]
        found: list[tuple[Copy, Fallen | None]] = []
        for copy in sorted((copy for copy in self.repeats if not copy.is_yes_lost), key=lambda copy: copy.at):
            kill = next((each for each in kills if -READ_AFTERWARDS <= each.at - copy.at <= NOT_NOTED), None)
            if kill is not None:
                kills.remove(kill)
            found.append((copy, kill))
        return found


def _in_order(fallen: Iterable[Fallen]) -> list[Fallen]:
    return sorted(fallen, key=lambda each: each.at)
