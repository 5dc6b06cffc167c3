"""What associations keep of the people that they help, sealed: only they can read it."""
