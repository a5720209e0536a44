package dev.kobako.report;

import dev.kobako.debian.DocumentationPaths;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what an image could be without: goes through the files that are there in the end, and
 * through those that are hidden.
 */
final class AdviceSearch {
  private static final String REPACK = "kobako slim " + Advice.IMAGE + " --level repack";
  private static final String CLEAN = "kobako slim " + Advice.IMAGE + " --level clean";
  private static final String OWN_STAGE =
      "build in a stage of its own, and COPY --from= what is needed of it";

  private final Map<String, Candidate> found = new LinkedHashMap<>();
  private final InstalledPackages packages;
  private final BuildTools tools;
  private final Set<String> languages;

  /**
   * A search.
   *
   * @param packages of the tree
   * @param languages that the image speaks, by their codes
   */
  AdviceSearch(InstalledPackages packages, Set<String> languages) {
    this.packages = packages;
    this.tools = new BuildTools(packages);
    this.languages = languages;
  }

  /** What was found, in no order that means anything. */
  List<Candidate> candidates() {
    return found.values().stream().filter(each -> each.bytes() > 0).toList();
  }

  /** Looks at a file that is there in the end. */
  void visible(ImagePath path, Shipment file) {
    Optional<InstalledPackage> owner = packages.owner(path);
    boolean isTool = owner.isPresent() && tools.contains(owner.get());
    byKind(path, file, isTool);
    if (file.debugBytes() > 0) {
      candidate(
              AdviceKind.DEBUG_SECTIONS,
              "debug sections of programs and libraries",
              "end the RUN that builds them with strip, or link with -s",
              CLEAN)
          .take(file, file.debugBytes(), path.toString());
    }
    if (isTool) {
      candidate(
              AdviceKind.BUILD_TOOLS,
              "compilers, headers and what only they need, unless programs here are for building",
              OWN_STAGE + "; install with --no-install-recommends what brings them by the way",
              "kobako slim " + Advice.IMAGE + " --level package --check '…'")
          .take(file, file.size(), owner.get().name());
    }
  }

  private void byKind(ImagePath path, Shipment file, boolean isTool) {
    switch (FileKind.of(path)) {
      case CACHE -> {
        CachePlace place = CachePlace.of(path);
        candidate(AdviceKind.CACHE, place.owner(), place.change(), place.isAnybodys() ? "" : CLEAN)
            .take(file, path);
      }
      case DOCUMENTATION -> {
        if (!DocumentationPaths.isCopyright(path)) {
          candidate(
                  AdviceKind.DOCUMENTATION,
                  "manuals and documentation, but for copyright files",
                  "exclude them before the first apt-get install: path-exclude=/usr/share/man/* and"
                      + " so on in /etc/dpkg/dpkg.cfg.d/",
                  CLEAN)
              .take(file, path);
        }
      }
      case LOCALE -> {
        if (isForeign(path)) {
          candidate(
                  AdviceKind.TRANSLATIONS,
                  "messages in languages that the image is not set to",
                  "exclude them before the first apt-get install:"
                      + " path-exclude=/usr/share/locale/*/LC_MESSAGES/*.mo in"
                      + " /etc/dpkg/dpkg.cfg.d/",
                  CLEAN)
              .take(file, path);
        }
      }
      case DEBUG_FILES ->
          candidate(
                  AdviceKind.DEBUG_FILES,
                  "debug files",
                  "leave out the -dbg packages, or delete them in the RUN that brings them",
                  CLEAN)
              .take(file, path);
      case HEADERS, STATIC_LIBRARIES -> {
        if (!isTool) { // else they are told of with the tools
          forBuilding(path, file);
        }
      }
      case VERSION_CONTROL ->
          candidate(
                  AdviceKind.VERSION_CONTROL,
                  "folders of version control",
                  "write .git and its like into .dockerignore, or delete the clone in its RUN",
                  "")
              .take(file, path);
      case SOURCE_MAPS ->
          candidate(
                  AdviceKind.SOURCE_MAPS,
                  "source maps",
                  "build without them, or write **/*.map into .dockerignore",
                  "")
              .take(file, path);
      case TEST_DATA ->
          candidate(
                  AdviceKind.TEST_DATA,
                  "tests of libraries, and their data",
                  "delete them in the RUN that installs the libraries",
                  "")
              .take(file, path);
      case OTHER -> {}
    }
  }

  private void forBuilding(ImagePath path, Shipment file) {
    boolean header = FileKind.of(path) == FileKind.HEADERS;
    candidate(
            header ? AdviceKind.HEADERS : AdviceKind.STATIC_LIBRARIES,
            header ? "headers of C and C++" : "static libraries",
            OWN_STAGE,
            "")
        .take(file, path);
  }

  /** Whether a catalogue of messages is in a language that nobody has asked for. */
  private boolean isForeign(ImagePath path) {
    String text = path.toString();
    int folder = text.indexOf("/LC_MESSAGES/");
    if (folder < 0 || !text.endsWith(".mo") || !text.startsWith("/usr/share/locale")) {
      return false;
    }
    String language = text.substring(text.lastIndexOf('/', folder - 1) + 1, folder);
    return !languages.contains(Languages.code(language));
  }

  /**
   * Looks at a file that is hidden.
   *
   * @param instructions of the layers, as far as the history says them
   */
  void hidden(Shipment file, Waste waste, List<String> instructions) {
    String by = at(instructions, waste.hiddenBy());
    String layer = "layer " + waste.hiddenBy() + (by.isEmpty() ? "" : " (" + by + ")");
    Candidate.Remedy remedy =
        new Candidate.Remedy(
            HiddenRemedy.change(waste.fate(), at(instructions, waste.shippedBy()), by), REPACK);
    AdviceKind kind =
        switch (waste.fate()) {
          case DELETED -> AdviceKind.DELETED;
          case REPLACED -> AdviceKind.REPLACED;
          case ATTRIBUTES_CHANGED -> AdviceKind.ATTRIBUTES;
          case REPEATED -> AdviceKind.REPEATED;
        };
    String what =
        switch (waste.fate()) {
          case DELETED -> "bytes in lower layers of what is deleted by " + layer;
          case REPLACED -> "bytes in lower layers of what is replaced by " + layer;
          case ATTRIBUTES_CHANGED ->
              "bytes in lower layers of what is shipped again with another mode or owner by "
                  + layer;
          case REPEATED -> "bytes in lower layers of what is shipped again as it was by " + layer;
        };
    found
        .computeIfAbsent(kind + " " + waste.hiddenBy(), _ -> new Candidate(kind, what, remedy))
        .take(file, waste.path());
  }

  private static String at(List<String> instructions, int layer) {
    return layer < instructions.size() ? instructions.get(layer) : "";
  }

  /** Looks at files that have the same bytes. */
  void same(List<Shipment> group, List<ImagePath> paths) {
    List<Integer> byPath = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      byPath.add(i);
    }
    byPath.sort(Comparator.comparing(paths::get));
    for (int i : byPath.subList(1, byPath.size())) {
      candidate(
              AdviceKind.DUPLICATES,
              "files with the same bytes as others",
              "make them links (ln -f) in the RUN that makes them",
              CLEAN)
          .take(group.get(i), paths.get(i));
    }
  }

  private Candidate candidate(AdviceKind kind, String what, String change, String command) {
    return found.computeIfAbsent(
        kind + " " + what, _ -> new Candidate(kind, what, new Candidate.Remedy(change, command)));
  }
}
