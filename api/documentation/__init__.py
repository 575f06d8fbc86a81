"""The description of the API (OpenAPI), and what the documentation page makes of it."""
