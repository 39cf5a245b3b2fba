"""Tell which query a question means, run it, and judge what the articles leave unsaid."""
