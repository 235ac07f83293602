"""Words and weights for statements that Japanese law calls special-care-required (要配慮個人情報)."""
