package dev.kobako.slim;

import dev.kobako.slim.NodeReference.Form;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where Node finds what {@code require} and {@code import} name.
 *
 * <p>See the algorithms in Node's documentation: <a
 * href="https://nodejs.org/api/modules.html#all-together">Modules: CommonJS</a>, <a
 * href="https://nodejs.org/api/esm.html#resolution-algorithm">Modules: ECMAScript</a>. Extensions
 * are tried for imports, too, as loaders do it that many use; more is found then than Node finds.
 */
final class NodeResolution {
  private static final List<String> EXTENSIONS =
      List.of(".js", ".json", ".node", ".mjs", ".cjs", ".ts");

  private static final List<String> INDEXES =
      List.of("/index.js", "/index.json", "/index.node", "/index.mjs", "/index.cjs", "/index.ts");

  /** Manifests may lead to each other in circles. */
  private static final int DEEPEST = 16;

  private static final int LONGEST = 4096;

  private final Tree tree;
  private final List<String> globalFolders;
  private final Set<String> conditions;
  private final Map<String, Optional<NodeManifest>> manifests = new HashMap<>();

  /**
   * For programs of one interpreter.
   *
   * @param globalFolders where packages are looked for at last
   * @param conditions of the user's, beside Node's own
   */
  NodeResolution(Tree tree, List<String> globalFolders, Set<String> conditions) {
    this.tree = tree;
    this.globalFolders = List.copyOf(globalFolders);
    this.conditions = conditions;
  }

  /** The {@code package.json} of a folder. */
  Optional<NodeManifest> manifest(String folder) throws IOException {
    Optional<NodeManifest> known = manifests.get(folder);
    if (known == null) {
      known = NodeManifest.in(folder, tree);
      manifests.put(folder, known);
    }
    return known;
  }

  /** The nearest {@code package.json} above a file or folder; none outside of a package. */
  Optional<NodeManifest> scope(ImagePath path) throws IOException {
    Optional<ImagePath> folder = path.parent();
    while (folder.isPresent() && !folder.get().name().equals("node_modules")) {
      Optional<NodeManifest> manifest =
          manifest(folder.get().isRoot() ? "" : folder.get().toString());
      if (manifest.isPresent()) {
        return manifest;
      }
      folder = folder.get().parent();
    }
    return Optional.empty();
  }

  /**
   * The files that a specifier may mean, each as it is named, perhaps through links; none for what
   * is built in or not there.
   *
   * @param from the file that names it, without links
   */
  List<String> find(String specifier, ImagePath from, Form form) throws IOException {
    return find(specifier, from, form, 0);
  }

  private List<String> find(String specifier, ImagePath from, Form form, int depth)
      throws IOException {
    if (specifier.isEmpty()
        || specifier.length() > LONGEST
        || specifier.indexOf('\0') >= 0
        || NodeBuiltIns.has(specifier)
        || depth > DEEPEST) {
      return List.of();
    }
    if (specifier.startsWith("#")) {
      Optional<NodeManifest> scope = scope(from);
      return scope.isPresent() && scope.get().members().get("imports") instanceof Map<?, ?> map
          ? match(map, specifier, scope.get().folder(), from, form, depth)
          : List.of();
    }
    String path = form == Form.IMPORT ? withoutQuery(specifier) : specifier;
    path = path.startsWith("file://") ? path.substring(7) : path;
    if (path.startsWith("/")) {
      return at(path);
    }
    ImagePath here = from.parent().orElse(ImagePath.ROOT);
    if (path.startsWith("./") || path.startsWith("../") || path.equals(".") || path.equals("..")) {
      return at(here + "/" + path);
    }
    return inPackages(path, from, form, depth);
  }

  private static String withoutQuery(String specifier) {
    int query = specifier.indexOf('?');
    return query < 0 ? specifier : specifier.substring(0, query);
  }

  /** A file, or the main file of a folder. */
  List<String> at(String path) throws IOException {
    Optional<String> file = path.endsWith("/") ? Optional.empty() : asFile(path);
    if (file.isPresent()) {
      return List.of(file.get());
    }
    Optional<NodeManifest> manifest = manifest(path);
    Optional<String> main = manifest.flatMap(each -> each.text("main"));
    if (main.isPresent() && !main.get().isEmpty()) {
      String named = path + "/" + main.get();
      Optional<String> found = asFile(named).or(() -> first(named, INDEXES));
      if (found.isPresent()) {
        return List.of(found.get());
      }
    }
    return first(path, INDEXES).map(List::of).orElse(List.of());
  }

  private Optional<String> asFile(String path) {
    return isFile(path) ? Optional.of(path) : first(path, EXTENSIONS);
  }

  private Optional<String> first(String path, List<String> ends) {
    return ends.stream().map(end -> path + end).filter(this::isFile).findFirst();
  }

  private boolean isFile(String path) {
    return tree.resolve(path).file().isPresent();
  }

  private List<String> inPackages(String specifier, ImagePath from, Form form, int depth)
      throws IOException {
    int slash = specifier.indexOf('/');
    if (specifier.startsWith("@") && slash > 0) {
      slash = specifier.indexOf('/', slash + 1);
    }
    String name = slash < 0 ? specifier : specifier.substring(0, slash);
    String rest = slash < 0 ? "" : specifier.substring(slash);
    Optional<NodeManifest> scope = scope(from);
    if (scope.isPresent()
        && scope.get().text("name").orElse("").equals(name)
        && scope.get().members().containsKey("exports")) {
      return exported(scope.get(), rest, from, form, depth);
    }
    List<String> folders = new ArrayList<>();
    Optional<ImagePath> above = from.parent();
    while (above.isPresent()) {
      if (!above.get().name().equals("node_modules")) {
        folders.add((above.get().isRoot() ? "" : above.get().toString()) + "/node_modules");
      }
      above = above.get().parent();
    }
    folders.addAll(globalFolders);
    for (String folder : folders) {
      List<String> found = inPackage(folder + "/" + name, rest, from, form, depth);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private List<String> inPackage(String folder, String rest, ImagePath from, Form form, int depth)
      throws IOException {
    if (!(tree.resolve(folder).entry().orElse(null) instanceof Entry.Directory)) {
      return rest.isEmpty() ? asFile(folder).map(List::of).orElse(List.of()) : List.of();
    }
    Optional<NodeManifest> manifest = manifest(folder);
    if (manifest.isPresent() && manifest.get().members().get("exports") != null) {
      return exported(manifest.get(), rest, from, form, depth);
    }
    return at(folder + rest);
  }

  private List<String> exported(
      NodeManifest manifest, String rest, ImagePath from, Form form, int depth) throws IOException {
    Object exports = manifest.members().get("exports");
    boolean hasPaths =
        exports instanceof Map<?, ?> map
            && map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("."));
    if (exports instanceof Map<?, ?> map && hasPaths) {
      return match(map, "." + rest, manifest.folder(), from, form, depth);
    }
    return rest.isEmpty() ? target(exports, "", manifest.folder(), from, form, depth) : List.of();
  }

  /** The most specific member of {@code exports} or {@code imports} for a name. */
  private List<String> match(
      Map<?, ?> map, String name, String folder, ImagePath from, Form form, int depth)
      throws IOException {
    if (map.containsKey(name) && name.indexOf('*') < 0) {
      return target(map.get(name), "", folder, from, form, depth);
    }
    String best = "";
    String rest = "";
    for (Object each : map.keySet()) {
      String key = String.valueOf(each);
      int star = key.indexOf('*');
      String start = star < 0 ? key : key.substring(0, star);
      String end = star < 0 ? "" : key.substring(star + 1);
      boolean isPattern = star >= 0 || key.endsWith("/");
      if (isPattern
          && name.length() > start.length() + end.length()
          && name.startsWith(start)
          && name.endsWith(end)
          && start.length() >= best.length()) {
        best = key;
        rest = name.substring(start.length(), name.length() - end.length());
      }
    }
    return best.isEmpty() ? List.of() : target(map.get(best), rest, folder, from, form, depth);
  }

  /** What a value leads to: a path, the first that is there of a list, or by conditions. */
  private List<String> target(
      @Nullable Object value, String rest, String folder, ImagePath from, Form form, int depth)
      throws IOException {
    if (depth > DEEPEST || value == null) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    if (value instanceof String text && text.indexOf('\0') < 0) {
      String path = text.endsWith("/") ? text + rest : text.replace("*", rest);
      if (!path.startsWith("./")) {
        return path.length() > LONGEST ? List.of() : find(path, from, form, depth + 1);
      }
      String file = folder + path.substring(1);
      return isFile(file) ? List.of(file) : List.of();
    } else if (value instanceof List<?> list) {
      for (Object each : list) {
        found.addAll(target(each, rest, folder, from, form, depth + 1));
        if (!found.isEmpty()) {
          break;
        }
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        String condition = String.valueOf(each.getKey());
        if (holds(condition, form)) {
          List<String> chosen = target(each.getValue(), rest, folder, from, form, depth + 1);
          found.addAll(chosen);
          // Which versions of Node know this one differs, so both ways are followed.
          if (!chosen.isEmpty() && !condition.equals("module-sync")) {
            break;
          }
        }
      }
    }
    return found;
  }

  private boolean holds(String condition, Form form) {
    return switch (condition) {
      case "default", "node", "node-addons", "module-sync" -> true;
      case "import" -> form == Form.IMPORT;
      case "require" -> form != Form.IMPORT;
      default -> conditions.contains(condition);
    };
  }
}
