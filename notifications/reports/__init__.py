"""What mail servers, providers and readers' programs report of our letters, read without Django or database.

Nothing in a report is believed but what it says of a letter that it can name; which letter that is, is decided above.
"""

from notifications.reports.events import of_event
from notifications.reports.kinds import Kind, Report
from notifications.reports.reading import LONGEST, read
from notifications.reports.status import is_about_mailbox, status_in

__all__ = ["LONGEST", "Kind", "Report", "is_about_mailbox", "of_event", "read", "status_in"]
