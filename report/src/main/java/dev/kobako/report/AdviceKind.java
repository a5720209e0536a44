package dev.kobako.report;

/** What could go. */
public enum AdviceKind {
  /** Bytes that a layer above deletes. */
  DELETED("deleted-later"),
  /** Bytes that a layer above replaces by others. */
  REPLACED("replaced-later"),
  /** Bytes that a layer above ships again with another mode or owner. */
  ATTRIBUTES("attributes-changed"),
  /** Bytes that a layer above ships again as they are. */
  REPEATED("repeated"),
  /** What package managers fetched or computed, and would again. */
  CACHE("cache"),
  /** Compilers and what only they need. */
  BUILD_TOOLS("build-tools"),
  /** Manuals and other documentation. */
  DOCUMENTATION("documentation"),
  /** Messages in languages that the image doesn't speak. */
  TRANSLATIONS("translations"),
  /** What debuggers read, inside of programs and libraries. */
  DEBUG_SECTIONS("debug-sections"),
  /** What debuggers read, in files of its own. */
  DEBUG_FILES("debug-files"),
  /** C and C++ headers. */
  HEADERS("headers"),
  /** Libraries that only linkers read. */
  STATIC_LIBRARIES("static-libraries"),
  /** What version control keeps. */
  VERSION_CONTROL("version-control"),
  /** What debuggers of browsers read. */
  SOURCE_MAPS("source-maps"),
  /** Tests of libraries. */
  TEST_DATA("test-data"),
  /** The same bytes in several files. */
  DUPLICATES("duplicates"),
  /** Blobs that could be packed better. */
  COMPRESSION("compression");

  private final String id;

  AdviceKind(String id) {
    this.id = id;
  }

  /** By which machines know it: lower case with hyphens. */
  public String id() {
    return id;
  }
}
