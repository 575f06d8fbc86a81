"""Other sites that bring their people here: who runs them, and the keys with which their programs come."""
