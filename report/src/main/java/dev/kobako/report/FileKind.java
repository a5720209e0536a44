package dev.kobako.report;

import java.util.Locale;

/** What a file is for, as far as its place and name tell, of what images seldom need. */
public enum FileKind {
  /** What version control keeps beside the files that it controls. */
  VERSION_CONTROL("version control"),
  /** What was fetched or computed and can be again. */
  CACHE("caches"),
  /** Debug information in files of its own. */
  DEBUG_FILES("debug files"),
  /** Texts and rules of languages and countries. */
  LOCALE("locales"),
  /** Manuals and other documentation. */
  DOCUMENTATION("documentation"),
  /** C and C++ headers. */
  HEADERS("headers"),
  /** Libraries that only linkers read. */
  STATIC_LIBRARIES("static libraries"),
  /** What debuggers of browsers read. */
  SOURCE_MAPS("source maps"),
  /** Tests of libraries, and their data. */
  TEST_DATA("test data"),
  /** All else. */
  OTHER("other");

  private final String text;

  FileKind(String text) {
    this.text = text;
  }

  /** What reports call it. */
  public String text() {
    return text;
  }

  /** By which users and machines know it: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
