package dev.kobako.slim;

import dev.kobako.packages.PythonRecord;
import dev.kobako.tree.Entry;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;

/**
 * The distributions that are installed in some folders, known by their metadata folders: {@code
 * *.dist-info} with a RECORD, or {@code *.egg-info} with a list of top-level names.
 *
 * <p>See <a href="https://packaging.python.org/en/latest/specifications/">PyPA specifications</a>.
 */
final class PythonDistributions {
  private static final long LONGEST = 16 << 20;

  private final Tree tree;

  /** Metadata folders by the normalized names of their distributions. */
  private final Map<String, String> byName = new TreeMap<>();

  private final Map<String, String> byFile = new HashMap<>();

  /** Those of folders of packages, in the order of the search path. */
  PythonDistributions(Tree tree, List<String> folders) throws IOException {
    this.tree = tree;
    for (String folder : folders) {
      for (String name : tree.names(tree.resolve(folder).place())) {
        if (name.endsWith(".dist-info") || name.endsWith(".egg-info")) {
          String stem = name.substring(0, name.lastIndexOf('.'));
          int dash = stem.indexOf('-');
          byName.putIfAbsent(
              normalized(dash < 0 ? stem : stem.substring(0, dash)), folder + "/" + name);
          index(folder, folder + "/" + name);
        }
      }
    }
  }

  private static String normalized(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  private void index(String folder, String metadata) throws IOException {
    for (String file : PythonRecord.paths(tree, tree.resolve(metadata).place())) {
      if (!file.startsWith("..")) {
        byFile.putIfAbsent(folder + "/" + file, metadata);
      }
    }
    for (String top : lines(metadata + "/top_level.txt")) {
      byFile.putIfAbsent(folder + "/" + top.strip(), metadata);
    }
  }

  private List<String> lines(String path) throws IOException {
    Optional<Entry.RegularFile> file = tree.resolve(path).file();
    return file.isEmpty() || file.get().content().size() > LONGEST
        ? List.of()
        : new String(file.get().content().bytes(), StandardCharsets.UTF_8).lines().toList();
  }

  /** The metadata of what a module belongs to. */
  Optional<String> of(PythonModule module) {
    String owner = byFile.get(module.path());
    String path = module.path();
    while (owner == null && path.lastIndexOf('/') > 0) {
      owner = byFile.get(path.endsWith(".py") ? path.substring(0, path.length() - 3) : path);
      path = path.substring(0, path.lastIndexOf('/'));
    }
    return Optional.ofNullable(owner);
  }

  /** The metadata of what a distribution says it requires, as far as it is installed. */
  List<String> required(String metadata) throws IOException {
    SequencedSet<String> required = new LinkedHashSet<>();
    for (String line : lines(metadata + "/METADATA")) {
      if (line.startsWith("Requires-Dist:") && !line.contains("extra ==")) {
        String name = nameAtStart(line.substring("Requires-Dist:".length()).strip());
        Optional.ofNullable(byName.get(normalized(name))).ifPresent(required::add);
      }
    }
    return List.copyOf(required);
  }

  private static String nameAtStart(String requirement) {
    int end = 0;
    while (end < requirement.length()
        && (Character.isLetterOrDigit(requirement.charAt(end))
            || "-_.".indexOf(requirement.charAt(end)) >= 0)) {
      end++;
    }
    return requirement.substring(0, end);
  }

  /** The metadata with entry points of a group. */
  List<String> withGroup(String group) throws IOException {
    List<String> found = new ArrayList<>();
    for (String metadata : byName.values()) {
      if (!modules(metadata, group).isEmpty()) {
        found.add(metadata);
      }
    }
    return found;
  }

  /** The modules that a distribution's entry points of a group name. */
  List<String> modules(String metadata, String group) throws IOException {
    List<String> modules = new ArrayList<>();
    boolean inside = false;
    for (String line : lines(metadata + "/entry_points.txt")) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[")) {
        inside = text.equals("[" + group + "]");
      } else if (inside && equals > 0) {
        String object = text.substring(equals + 1).strip();
        int end = 0;
        while (end < object.length() && object.charAt(end) != ':' && object.charAt(end) != ' ') {
          end++;
        }
        modules.add(object.substring(0, end));
      }
    }
    return modules;
  }
}
