"""The steps of the machine, one verb a file; none of them knows LangGraph."""
