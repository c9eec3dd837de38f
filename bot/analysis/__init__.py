"""From a data set to a report: read, measured, clustered, judged, drawn. It knows no case, no database and no Slack."""
