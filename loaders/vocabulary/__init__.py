"""Word tables of the standards: CBV 2.0 and UN/ECE Rec 20."""
