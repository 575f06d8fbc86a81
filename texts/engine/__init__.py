"""How texts under negotiation are taken apart, compared, compiled and carried on. Pure Python: knows no Django."""
