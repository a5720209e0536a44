package dev.kobako.ladder;

import dev.kobako.debian.Stanza;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packages of R: of one that was loaded all but its manuals, the packages that it names as needed
 * ("Writing R Extensions", 1.1.3), of which a function may be called by its full name as late as it
 * pleases, and the language's own library.
 */
final class RPackages implements Family {
  private static final Set<String> DEAD = Set.of("help", "html", "doc", "demo", "tests", "include");

  /** The base packages ("Writing R Extensions", 1.1.6), less tcltk, which is for windows. */
  private static final List<String> BASE =
      List.of(
          "base",
          "compiler",
          "datasets",
          "graphics",
          "grDevices",
          "grid",
          "methods",
          "parallel",
          "splines",
          "stats",
          "stats4",
          "tools",
          "utils");

  /** Modules for a display and for editing tables on it. */
  private static final Set<String> WINDOWS = Set.of("R_X11.so", "R_de.so");

  private static final List<String> LIBRARIES = List.of("library", "site-library");

  private static final int MAX_DESCRIPTION = 1 << 20;

  @Override
  public String name() {
    return "r-packages";
  }

  @Override
  public String about() {
    return "A package of R of which a run loaded a file stays, with those that it names as needed"
        + " and R's own, without manuals, demonstrations and headers.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    SortedMap<ImagePath, ImagePath> wanted = touched.openedIn(path -> ofPackage(path, touched));
    SortedMap<ImagePath, ImagePath> done = new TreeMap<>();
    Deque<Map.Entry<ImagePath, ImagePath>> open = new ArrayDeque<>(wanted.entrySet());
    List<ImagePath> libraries = libraries(wanted.keySet());
    while (!open.isEmpty()) {
      Map.Entry<ImagePath, ImagePath> each = open.remove();
      ImagePath folder = each.getKey();
      if (done.putIfAbsent(folder, each.getValue()) == null) {
        touched.keepAll(
            folder,
            path -> !DEAD.contains(Ancestors.below(folder, path).getFirst()),
            each.getValue());
        if (folder.name().equals("base")) {
          keepModules(folder, touched);
        }
        for (String name : needed(folder, touched)) {
          find(name, libraries, touched).ifPresent(found -> open.add(Map.entry(found, folder)));
        }
      }
    }
  }

  /** Linear algebra and connections, which R loads when a function first needs them. */
  private static void keepModules(ImagePath base, Touched touched) throws IOException {
    Optional<ImagePath> home = base.parent().flatMap(ImagePath::parent);
    if (home.isPresent()) {
      touched.keepAll(home.get().child("modules"), path -> !WINDOWS.contains(path.name()), base);
    }
  }

  /** The folders in which R looks for packages, as far as a run showed; R's own among them. */
  private static List<ImagePath> libraries(Set<ImagePath> packages) {
    return packages.stream().map(each -> each.parent().orElseThrow()).distinct().toList();
  }

  private static Optional<ImagePath> find(String name, List<ImagePath> libraries, Touched touched) {
    return libraries.stream()
        .map(library -> library.child(name))
        .filter(folder -> touched.tree().entry(description(folder)).isPresent())
        .findFirst();
  }

  private static ImagePath description(ImagePath folder) {
    return folder.child("DESCRIPTION");
  }

  /** The names of the packages that this one needs; of the first of R's own all others of it. */
  private static List<String> needed(ImagePath folder, Touched touched) throws IOException {
    if (folder.name().equals("base")) {
      return BASE;
    }
    List<String> names = new ArrayList<>();
    if (touched.tree().entry(description(folder)).orElse(null) instanceof Entry.RegularFile file) {
      try (InputStream in = file.content().open()) {
        for (Stanza stanza : Stanza.split(in.readNBytes(MAX_DESCRIPTION))) {
          stanza.field("Depends").ifPresent(text -> addNames(text, names));
          stanza.field("Imports").ifPresent(text -> addNames(text, names));
        }
      }
    }
    return List.copyOf(names);
  }

  /** Of {@code R (>= 3.5), scales (>= 1.2)} the names. */
  private static void addNames(String relations, List<String> names) {
    for (String relation : relations.split(",", -1)) {
      String name = relation.split("\\(", 2)[0].strip();
      if (isName(name)) {
        names.add(name);
      }
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c == '.' || (c < 128 && Character.isLetterOrDigit(c)))
        && Character.isLetter(name.charAt(0));
  }

  private static Optional<ImagePath> ofPackage(ImagePath path, Touched touched) {
    return path.toString().contains("library/")
        ? Ancestors.nearest(
            path,
            folder ->
                LIBRARIES.contains(Ancestors.parentName(folder))
                    && touched.tree().entry(description(folder)).isPresent())
        : Optional.empty();
  }
}
