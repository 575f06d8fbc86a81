"""What comes in from outside: pasted text and uploaded files. Checked and cleaned, nothing stored."""
