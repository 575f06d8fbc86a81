"""How the topics of a process and of a round are written, by which they are followed."""


def of_process(pk: int) -> str:
    """The topic of a process, by its key."""
    return f"process:{pk}"


def of_round(pk: int) -> str:
    """The topic of a round, by its key."""
    return f"round:{pk}"
