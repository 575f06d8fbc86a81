"""How the house does while it runs: what waits and for how long, whether the clock ticks, who works."""
