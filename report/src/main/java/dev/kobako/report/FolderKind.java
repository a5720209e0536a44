package dev.kobako.report;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a folder tells of the kind of the files right in it. Files come folder by folder as a rule,
 * and most of what tells their kind are their folders: for 20,000 files it takes half as long to
 * look at each folder once.
 */
final class FolderKind {
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

  /** With a slash at its end. */
  private final String folder;

  /** What none of its files can be anything else than. */
  private final @Nullable FileKind always;

  /** What its files are that are no debug files. */
  private final @Nullable FileKind mostly;

  private final boolean hasHeaders;
  private final FileKind byNames;

  private FolderKind(String folder) {
    this.folder = folder;
    this.byNames = byNames(folder);
    this.always = always(folder, byNames);
    this.mostly = mostly(folder);
    this.hasHeaders = folder.contains("/include/");
  }

  /** Of the folder that a file is in. */
  static FolderKind of(String file) {
    return new FolderKind(file.substring(0, file.lastIndexOf('/') + 1));
  }

  /** Whether a file is right in it. */
  boolean holds(String file) {
    return file.startsWith(folder) && file.indexOf('/', folder.length()) < 0;
  }

  /** The first of the kinds, in their order, that the path of a file in it tells. */
  FileKind kind(String file) {
    if (always != null) {
      return always;
    }
    if (file.endsWith(".debug")) {
      return FileKind.DEBUG_FILES;
    }
    if (mostly != null) {
      return mostly;
    }
    if (hasHeaders && endsWithAny(file, HEADER_ENDS)) {
      return FileKind.HEADERS;
    }
    if (file.endsWith(".a")) {
      return FileKind.STATIC_LIBRARIES;
    }
    return endsWithAny(file, MAP_ENDS) ? FileKind.SOURCE_MAPS : byNames;
  }

  private static @Nullable FileKind always(String folder, FileKind byNames) {
    if (byNames == FileKind.VERSION_CONTROL) {
      return byNames;
    }
    if (byNames == FileKind.CACHE || isBelow(CACHES, folder)) {
      return FileKind.CACHE;
    }
    return folder.startsWith("/usr/lib/debug/") ? FileKind.DEBUG_FILES : null;
  }

  private static @Nullable FileKind mostly(String folder) {
    if (isBelow(LOCALES, folder) || folder.contains("/LC_MESSAGES/")) {
      return FileKind.LOCALE;
    }
    if (isBelow(DOCUMENTS, folder)) {
      return FileKind.DOCUMENTATION;
    }
    return isBelow(INCLUDES, folder) ? FileKind.HEADERS : null;
  }

  /** What the names of the folders on the way tell, wherever they are. */
  private static FileKind byNames(String folder) {
    boolean library = false;
    FileKind found = FileKind.OTHER;
    int start = 1;
    for (int slash = folder.indexOf('/', start); slash > 0; slash = folder.indexOf('/', start)) {
      String name = folder.substring(start, slash);
      start = slash + 1;
      if (CONTROL_FOLDERS.contains(name)) {
        return FileKind.VERSION_CONTROL;
      }
      if (CACHE_FOLDERS.contains(name)) {
        found = FileKind.CACHE;
      } else if (found == FileKind.OTHER
          && (TEST_DATA_FOLDERS.contains(name) || (library && TEST_FOLDERS.contains(name)))) {
        found = FileKind.TEST_DATA;
      }
      library |= LIBRARY_FOLDERS.contains(name);
    }
    return found;
  }

  private static boolean isBelow(List<String> tops, String folder) {
    for (String top : tops) {
      if (folder.startsWith(top) && folder.charAt(top.length()) == '/') {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWithAny(String file, List<String> ends) {
    for (String end : ends) {
      if (file.endsWith(end)) {
        return true;
      }
    }
    return false;
  }
}
