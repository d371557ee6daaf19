"""cleanclip turns a news clip into canonical body text and accounts for every change."""
