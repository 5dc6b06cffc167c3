"""The answer of a run on paper: drawn as a PDF when somebody asks for it, and kept nowhere."""
