"""What has been filed: records on disk, file plan, retention, fixity, journal, catalogue."""
