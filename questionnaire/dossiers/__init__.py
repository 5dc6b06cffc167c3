"""What associations keep of the people whom they help, sealed, and only they can read."""
