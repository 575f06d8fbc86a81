"""PostgreSQL and the broker from wheels, and the supervisor that keeps them and our own processes running."""
