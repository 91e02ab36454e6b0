"""From recorded events to holdings, edges and gaps: pure."""
