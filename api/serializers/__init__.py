"""The shapes that go out: explicit fields, read-only. What comes in is another shape."""
