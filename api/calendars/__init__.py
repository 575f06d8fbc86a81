"""iCalendar (RFC 5545) of the openings and closings of comment periods."""
