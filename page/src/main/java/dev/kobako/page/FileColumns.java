package dev.kobako.page;

import dev.kobako.report.Inventory;
import dev.kobako.tree.ImagePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files as a page gets them: numbers in a column for each fact, and paths of which each has only
 * the names that the one before it has not. Files come in the order of their paths; a file that two
 * images have is there once.
 *
 * <p>{@code kept} says how many folders a path shares with the one before it, {@code added} how
 * many follow, and {@code names} has these and the file's own, all with a slash between them.
 */
final class FileColumns {
  private final Words kinds = new Words();
  private final Words owners = new Words();
  private final Words reasons = new Words();

  /** A file in both images, or in one of them. */
  private record Pair(Inventory.@Nullable Item now, Inventory.@Nullable Item before) {}

  private FileColumns() {
    owners.number("");
    reasons.number("");
  }

  /**
   * The columns.
   *
   * @param before the files of the image that this one is compared with
   */
  static Map<String, Object> of(Inventory now, Optional<Inventory> before) {
    SortedMap<ImagePath, Pair> files = new TreeMap<>();
    now.files().forEach(item -> files.put(item.path(), new Pair(item, null)));
    before.ifPresent(inventory ->
        inventory
            .files()
            .forEach(item ->
                files.merge(
                    item.path(),
                    new Pair(null, item),
                    (one, other) -> new Pair(one.now, other.before))));
    FileColumns columns = new FileColumns();
    Map<String, Object> json = new LinkedHashMap<>();
    paths(List.copyOf(files.keySet()), json);
    List<Pair> pairs = List.copyOf(files.values());
    json.put("now", columns.facts(pairs, Pair::now));
    if (before.isPresent()) {
      json.put("before", columns.facts(pairs, Pair::before));
    }
    json.put("kinds", columns.kinds.texts());
    json.put("owners", columns.owners.texts());
    json.put("reasons", columns.reasons.texts());
    return json;
  }

  private static void paths(List<ImagePath> paths, Map<String, Object> json) {
    int[] kept = new int[paths.size()];
    int[] added = new int[paths.size()];
    StringBuilder names = new StringBuilder();
    List<String> before = List.of();
    for (int i = 0; i < paths.size(); i++) {
      List<String> path = paths.get(i).names();
      int shared = 0;
      int most = Math.min(before.size(), path.size()) - 1;
      while (shared < most && before.get(shared).equals(path.get(shared))) {
        shared++;
      }
      kept[i] = shared;
      added[i] = path.size() - 1 - shared;
      for (String name : path.subList(shared, path.size())) {
        names.append(names.isEmpty() ? "" : "/").append(ShownText.of(name));
      }
      before = path;
    }
    json.put("kept", kept);
    json.put("added", added);
    json.put("names", names.toString());
  }

  /** The facts of the files; a size of -1 is of one that the image has not. */
  private Map<String, Object> facts(
      List<Pair> pairs, Function<Pair, Inventory.@Nullable Item> side) {
    int count = pairs.size();
    long[] sizes = new long[count];
    int[] layers = new int[count];
    int[] kind = new int[count];
    int[] owner = new int[count];
    int[] reason = new int[count];
    for (int i = 0; i < count; i++) {
      Inventory.Item item = side.apply(pairs.get(i));
      if (item == null) {
        sizes[i] = -1;
        continue;
      }
      sizes[i] = item.bytes();
      layers[i] = item.layer();
      kind[i] = kinds.number(item.kind());
      owner[i] = owners.number(item.owner());
      reason[i] = reasons.number(item.reason());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("size", sizes);
    json.put("layer", layers);
    json.put("kind", kind);
    json.put("owner", owner);
    json.put("reason", reason);
    return json;
  }
}
