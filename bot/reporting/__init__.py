"""What people and machines read of a run: report.json, pictures, the HTML page, exports, and the wording."""
