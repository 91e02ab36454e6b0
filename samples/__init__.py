"""Three invented chains in EPCIS 2.0 JSON-LD, and the small generator that writes them."""
