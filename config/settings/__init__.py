"""One settings module for development, test and production.

Everything that differs between machines is an environment variable with a safe
default (docs/settings.md): a bare checkout runs on the embedded services. With
``PRODUCTION=1`` the module refuses to load with a secret that is published in
this repository, or in demonstration mode.
"""

from .api import *  # noqa: F403
from .files import *  # noqa: F403
from .house import *  # noqa: F403
from .languages import *  # noqa: F403
from .people import *  # noqa: F403
from .place import *  # noqa: F403
from .security import *  # noqa: F403
from .servers import *  # noqa: F403
