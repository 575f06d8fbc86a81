"""What of a round can be taken away: compilations by question, lists of contributions, the whole as an archive."""
