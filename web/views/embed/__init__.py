"""What other sites show of us: a list of comment periods, its colours and its script; and the page that builds it."""
