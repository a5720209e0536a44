package dev.kobako.packages;

import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A paragraph of apk's database of installed packages (apk-package(5), "installed database"): a
 * letter and a value a line. {@code F:} names a folder, {@code R:} a file in the folder before;
 * {@code M:}, {@code a:} and {@code Z:} say more of what was named before them.
 *
 * @param lines of the paragraph
 */
public record AlpinePackage(List<String> lines) {
  public AlpinePackage {
    lines = List.copyOf(lines);
  }

  /** The value of the first line with this letter. */
  public Optional<String> field(char letter) {
    return lines.stream()
        .filter(line -> line.length() > 2 && line.charAt(0) == letter && line.charAt(1) == ':')
        .map(line -> line.substring(2))
        .findFirst();
  }

  /** What it is called everywhere. */
  public SystemPackage name() {
    return new SystemPackage(
        "apk", field('P').orElse(""), field('A').orElse("noarch"), field('V').orElse(""));
  }

  /** The name of what it was built from ({@code o:}), its own where nothing is said. */
  String source() {
    return field('o').filter(origin -> !origin.isEmpty()).orElseGet(() -> name().name());
  }

  /** The paths of its files by the numbers of their lines. */
  private Map<Integer, ImagePath> places() {
    Map<Integer, ImagePath> places = new LinkedHashMap<>();
    String folder = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("F:")) {
        folder = line.substring(2);
      } else if (line.startsWith("R:")) {
        try {
          places.put(i, ImagePath.of("/" + folder + "/" + line.substring(2)));
        } catch (IllegalArgumentException _) {
          // An image's database may say anything; this names no file.
        }
      }
    }
    return places;
  }

  /** Its files. */
  public Set<ImagePath> files() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(places().values()));
  }

  /** The paragraph with no more files than those that stay, and with no other folders. */
  public AlpinePackage reduced(Predicate<ImagePath> stays) {
    Map<Integer, ImagePath> places = places();
    List<String> rest = new ArrayList<>();
    List<String> folder = List.of();
    boolean isKept = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("F:")) {
        folder = new ArrayList<>(List.of(line));
        isKept = false;
      } else if (line.startsWith("R:")) {
        ImagePath place = places.get(i);
        isKept = place != null && stays.test(place);
        if (isKept) {
          rest.addAll(folder);
          folder = List.of();
          rest.add(line);
        }
      } else if (line.startsWith("M:") && !folder.isEmpty()) {
        folder.add(line);
      } else if (isKept || !(line.startsWith("a:") || line.startsWith("Z:"))) {
        rest.add(line);
      }
    }
    return new AlpinePackage(rest);
  }
}
