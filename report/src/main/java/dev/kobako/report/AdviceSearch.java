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
  private final Map<Topic, Candidate> found = new LinkedHashMap<>();

  /** Of waste, one for each instruction and fate; what the first file tells stands for all. */
  private final Map<String, Candidate> hidden = new LinkedHashMap<>();

  private final InstalledPackages packages;
  private final BuildTools tools;
  private final Set<String> languages;
  private final MovedCaches moved;

  /**
   * A search.
   *
   * @param packages of the tree
   * @param environment of the image, which tells its languages and where caches are
   */
  AdviceSearch(InstalledPackages packages, Map<String, String> environment) {
    this.packages = packages;
    this.tools = new BuildTools(packages);
    this.languages = Languages.of(environment);
    this.moved = MovedCaches.of(environment);
  }

  /** What was found, in no order that means anything. */
  List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>(found.values());
    all.addAll(hidden.values());
    all.removeIf(each -> each.bytes() == 0);
    return all;
  }

  /** Looks at a file that is there in the end. */
  void visible(ImagePath path, FileKind kind, Shipment file) {
    Optional<String> tool =
        tools.isEmpty()
            ? Optional.empty()
            : packages.owner(path).filter(tools::contains).map(InstalledPackage::name);
    byKind(path, kind, file, tool.isPresent());
    if (file.debugBytes() > 0) {
      candidate(Topic.DEBUG_SECTIONS).take(file, file.debugBytes(), path.toString());
    }
    tool.ifPresent(name -> candidate(Topic.BUILD_TOOLS).take(file, file.size(), name));
  }

  private void byKind(ImagePath path, FileKind kind, Shipment file, boolean isTool) {
    boolean goes =
        switch (kind) {
          case DOCUMENTATION -> !DocumentationPaths.isCopyright(path);
          case LOCALE -> isForeign(path);
          // those of the tools are told of with them
          case HEADERS, STATIC_LIBRARIES -> !isTool;
          case VERSION_CONTROL, CACHE, DEBUG_FILES, SOURCE_MAPS, TEST_DATA -> true;
          case OTHER -> false;
        };
    Topic topic = kind == FileKind.CACHE ? cache(path) : Topic.of(kind);
    if (goes && topic != null) {
      candidate(topic).take(file, path);
    }
  }

  private Topic cache(ImagePath path) {
    CachePlace place = CachePlace.of(path);
    return place.isAnybodys()
        ? moved.topic(path).orElseGet(() -> Topic.of(place))
        : Topic.of(place);
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
   * @param instructions of the layers; empty where the history says none
   */
  void hidden(Shipment file, Waste waste, List<String> instructions) {
    hidden
        .computeIfAbsent(
            waste.fate() + " " + waste.hiddenBy(),
            _ ->
                new Candidate(
                    Topic.of(
                        waste,
                        instructions.get(waste.shippedBy()),
                        instructions.get(waste.hiddenBy()))))
        .take(file, waste.path());
  }

  /** Looks at files that have the same bytes; the first by path is the one that stays. */
  void same(List<Map.Entry<ImagePath, Shipment>> group) {
    group.stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .skip(1)
        .forEach(each -> candidate(Topic.DUPLICATES).take(each.getValue(), each.getKey()));
  }

  private Candidate candidate(Topic topic) {
    return found.computeIfAbsent(topic, Candidate::new);
  }
}
