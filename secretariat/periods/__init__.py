"""Comment periods at the desk: how acts on their dates are asked for, and the forms for them."""
