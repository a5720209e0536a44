package dev.kobako.report;

import org.jspecify.annotations.Nullable;

/**
 * What a piece of advice is about, and how it is followed.
 *
 * @param what goes, in a few words
 * @param change of a Dockerfile
 * @param command of kobako, with {@value Advice#IMAGE} for the image; empty where there is none
 */
record Topic(AdviceKind kind, String what, String change, String command) {
  static final String REPACK = "kobako slim " + Advice.IMAGE + " --level repack";
  static final String CLEAN = "kobako slim " + Advice.IMAGE + " --level clean";

  private static final String OWN_STAGE =
      "build in a stage of its own, and COPY --from= what is needed of it";
  private static final String EXCLUDE = "before the first apt-get install, write path-exclude=";
  private static final String EXCLUDE_FILE = " into a file in /etc/dpkg/dpkg.cfg.d/";

  static final Topic BUILD_TOOLS =
      new Topic(
          AdviceKind.BUILD_TOOLS,
          "compilers, headers and what only they need, unless programs here are for building",
          OWN_STAGE + "; install with --no-install-recommends what brings them by the way",
          "kobako slim " + Advice.IMAGE + " --level package --check '…'");
  static final Topic DEBUG_SECTIONS =
      new Topic(
          AdviceKind.DEBUG_SECTIONS,
          "debug sections of programs and libraries",
          "end the RUN that builds them with strip, or link with -s",
          CLEAN);
  static final Topic DUPLICATES =
      new Topic(
          AdviceKind.DUPLICATES,
          "files with the same bytes as others",
          "make them links (ln -f) in the RUN that makes them",
          CLEAN);
  private static final Topic DOCUMENTATION =
      new Topic(
          AdviceKind.DOCUMENTATION,
          "manuals and documentation, but for copyright files",
          EXCLUDE + "/usr/share/man/* and the like" + EXCLUDE_FILE,
          CLEAN);
  private static final Topic TRANSLATIONS =
      new Topic(
          AdviceKind.TRANSLATIONS,
          "messages in languages that the image is not set to",
          EXCLUDE + "/usr/share/locale/*/LC_MESSAGES/*.mo" + EXCLUDE_FILE,
          CLEAN);
  private static final Topic DEBUG_FILES =
      new Topic(
          AdviceKind.DEBUG_FILES,
          "debug files",
          "leave out the -dbg packages, or delete them in the RUN that brings them",
          CLEAN);
  private static final Topic HEADERS =
      new Topic(AdviceKind.HEADERS, "headers of C and C++", OWN_STAGE, "");
  private static final Topic STATIC_LIBRARIES =
      new Topic(AdviceKind.STATIC_LIBRARIES, "static libraries", OWN_STAGE, "");
  private static final Topic VERSION_CONTROL =
      new Topic(
          AdviceKind.VERSION_CONTROL,
          "folders of version control",
          "write .git and its like into .dockerignore, or delete the clone in its RUN",
          "");
  private static final Topic SOURCE_MAPS =
      new Topic(
          AdviceKind.SOURCE_MAPS,
          "source maps",
          "build without them, or write **/*.map into .dockerignore",
          "");
  private static final Topic TEST_DATA =
      new Topic(
          AdviceKind.TEST_DATA,
          "tests of libraries, and their data",
          "delete them in the RUN that installs the libraries",
          "");

  /** That of a kind of files; null where files of the kind are needed, as a rule. */
  static @Nullable Topic of(FileKind kind) {
    return switch (kind) {
      case DOCUMENTATION -> DOCUMENTATION;
      case LOCALE -> TRANSLATIONS;
      case DEBUG_FILES -> DEBUG_FILES;
      case HEADERS -> HEADERS;
      case STATIC_LIBRARIES -> STATIC_LIBRARIES;
      case VERSION_CONTROL -> VERSION_CONTROL;
      case SOURCE_MAPS -> SOURCE_MAPS;
      case TEST_DATA -> TEST_DATA;
      case CACHE, OTHER -> null;
    };
  }

  /** That of what a package manager has left. */
  static Topic of(CachePlace place) {
    return new Topic(
        AdviceKind.CACHE, place.owner(), place.change(), place.isAnybodys() ? "" : CLEAN);
  }

  /**
   * The same where the image's environment says that it be in a folder, which slim leaves alone.
   */
  static Topic ofMoved(CachePlace place, String folder) {
    return new Topic(AdviceKind.CACHE, place.owner() + " in " + folder, place.changeAt(folder), "");
  }

  /**
   * That of bytes that are shipped and then hidden.
   *
   * @param shippedBy the instruction that ships them, empty if unknown
   * @param hiddenBy the one that hides them
   */
  static Topic of(Waste waste, String shippedBy, String hiddenBy) {
    String layer = "layer " + waste.hiddenBy() + (hiddenBy.isEmpty() ? "" : " (" + hiddenBy + ")");
    String what =
        switch (waste.fate()) {
          case DELETED -> "deleted";
          case REPLACED -> "replaced";
          case ATTRIBUTES_CHANGED -> "shipped again with another mode or owner";
          case REPEATED -> "shipped again as it was";
        };
    AdviceKind kind =
        switch (waste.fate()) {
          case DELETED -> AdviceKind.DELETED;
          case REPLACED -> AdviceKind.REPLACED;
          case ATTRIBUTES_CHANGED -> AdviceKind.ATTRIBUTES;
          case REPEATED -> AdviceKind.REPEATED;
        };
    return new Topic(
        kind,
        "bytes in lower layers of what is " + what + " by " + layer,
        HiddenRemedy.change(waste.fate(), shippedBy, hiddenBy),
        REPACK);
  }
}
