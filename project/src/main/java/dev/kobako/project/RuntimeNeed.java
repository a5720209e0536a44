package dev.kobako.project;

/** What a program may ask of a root in which there is nothing else. */
enum RuntimeNeed {
  /** Certificates of those who vouch for servers. */
  CERTIFICATES,
  /** Time zones. */
  ZONES,
  /** {@code /etc/passwd}. */
  ACCOUNTS,
  /** {@code /tmp}. */
  TEMPORARY_FILES
}
