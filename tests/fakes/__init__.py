"""Outside services in memory. They pass the same contract tests as the real clients and never ship."""
