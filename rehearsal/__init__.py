"""A rehearsal: a round, its letters and its API as of a chosen instant, for its own secretariat. Changes nothing."""
