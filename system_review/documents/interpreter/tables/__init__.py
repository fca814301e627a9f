"""Tables: the paper's sheet, lists of findings and actions, a table a stage, action plans without stages. Pure."""
