package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

  private static final Set<String> CONTROL_FOLDERS = Set.of(".git", ".hg", ".svn", ".bzr");
  private static final Set<String> CACHE_FOLDERS =
      Set.of(".cache", "__pycache__", "_cacache", ".ccache", ".eslintcache", ".parcel-cache");
  private static final Set<String> TEST_FOLDERS = Set.of("test", "tests", "__tests__", "testing");
  private static final Set<String> TEST_DATA_FOLDERS =
      Set.of("testdata", "test-data", "test_data", "__fixtures__", "__snapshots__");

  /** Folders of libraries, in which tests are those of the libraries. */
  private static final Set<String> LIBRARY_FOLDERS =
      Set.of("node_modules", "site-packages", "dist-packages", "gems", "vendor");

  private static final List<String> CACHES =
      List.of(
          "/var/cache",
          "/var/lib/apt/lists",
          "/tmp",
          "/var/tmp",
          "/root/.npm",
          "/root/.cargo/registry",
          "/usr/local/cargo/registry",
          "/go/pkg/mod/cache",
          "/root/.gradle/caches");
  private static final List<String> LOCALES =
      List.of("/usr/share/locale", "/usr/lib/locale", "/usr/share/i18n", "/usr/local/share/locale");
  private static final List<String> DOCUMENTS =
      List.of(
          "/usr/share/doc",
          "/usr/share/man",
          "/usr/share/info",
          "/usr/share/gtk-doc",
          "/usr/share/doc-base",
          "/usr/share/help",
          "/usr/share/bug",
          "/usr/share/lintian",
          "/usr/share/groff",
          "/usr/local/share/doc",
          "/usr/local/share/man",
          "/usr/local/share/info",
          "/usr/local/man");
  private static final List<String> INCLUDES = List.of("/usr/include", "/usr/local/include");
  private static final List<String> HEADER_ENDS = List.of(".h", ".hh", ".hpp", ".hxx");
  private static final List<String> MAP_ENDS =
      List.of(".js.map", ".mjs.map", ".cjs.map", ".css.map", ".ts.map");

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

  /** The first of the kinds, in their order, that the path of a file tells. */
  public static FileKind of(ImagePath path) {
    String whole = path.toString();
    FileKind byFolder = ofFolders(whole);
    if (byFolder == VERSION_CONTROL || byFolder == CACHE || below(CACHES, whole)) {
      return byFolder == VERSION_CONTROL ? byFolder : CACHE;
    }
    if (whole.startsWith("/usr/lib/debug/") || whole.endsWith(".debug")) {
      return DEBUG_FILES;
    }
    if (below(LOCALES, whole) || whole.contains("/LC_MESSAGES/")) {
      return LOCALE;
    }
    if (below(DOCUMENTS, whole)) {
      return DOCUMENTATION;
    }
    if (below(INCLUDES, whole)
        || (whole.contains("/include/") && HEADER_ENDS.stream().anyMatch(whole::endsWith))) {
      return HEADERS;
    }
    if (whole.endsWith(".a")) {
      return STATIC_LIBRARIES;
    }
    return MAP_ENDS.stream().anyMatch(whole::endsWith) ? SOURCE_MAPS : byFolder;
  }

  /** What the names of the folders tell, wherever they are. */
  private static FileKind ofFolders(String path) {
    boolean library = false;
    FileKind found = OTHER;
    int start = 1;
    for (int slash = path.indexOf('/', start); slash > 0; slash = path.indexOf('/', start)) {
      String folder = path.substring(start, slash);
      start = slash + 1;
      if (CONTROL_FOLDERS.contains(folder)) {
        return VERSION_CONTROL;
      }
      if (CACHE_FOLDERS.contains(folder)) {
        found = CACHE;
      } else if (found == OTHER
          && (TEST_DATA_FOLDERS.contains(folder) || (library && TEST_FOLDERS.contains(folder)))) {
        found = TEST_DATA;
      }
      library |= LIBRARY_FOLDERS.contains(folder);
    }
    return found;
  }

  private static boolean below(List<String> folders, String path) {
    for (String folder : folders) {
      if (path.length() > folder.length()
          && path.charAt(folder.length()) == '/'
          && path.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }
}
