"""Shape and meaning of content, checked at start; proofs over all answers, for authors."""
