package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a piece of advice would take away, while that is being found out: of each file how many of
 * its last bytes, which is all of them as a rule.
 */
final class Candidate {
  private final Topic topic;
  private final Map<Shipment, Long> cuts = new LinkedHashMap<>();
  private final Map<String, Long> examples = new TreeMap<>();

  Candidate(Topic topic) {
    this.topic = topic;
  }

  /** Takes a whole file away. */
  void take(Shipment file, ImagePath path) {
    take(file, file.size(), path.toString());
  }

  /**
   * Takes the end of a file away.
   *
   * @param bytes how many
   * @param example what it is one of: a path or a package
   */
  void take(Shipment file, long bytes, String example) {
    if (bytes > 0 && cuts.putIfAbsent(file, bytes) == null) {
      examples.merge(example, bytes, Long::sum);
    }
  }

  /** Of each file that gets smaller how many of its last bytes go. */
  Map<Shipment, Long> cuts() {
    return cuts;
  }

  /** What goes, on disk. */
  long bytes() {
    return cuts.values().stream().mapToLong(Long::longValue).sum();
  }

  Advice advice(OptionalLong compressed) {
    Map<Integer, Long> layers = new TreeMap<>();
    cuts.forEach((file, bytes) -> layers.merge(file.layer(), bytes, Long::sum));
    List<Advice.Share> shares = new ArrayList<>();
    layers.forEach((layer, bytes) -> shares.add(new Advice.Share(layer, bytes)));
    return new Advice(
        topic.kind(),
        topic.what(),
        cuts.size(),
        new Saving(bytes(), compressed),
        shares,
        largestExamples(),
        topic.change(),
        topic.command());
  }

  private List<String> largestExamples() {
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(examples.entrySet());
    sorted.sort(Candidate::order);
    return sorted.subList(0, Math.min(Advice.MOST_EXAMPLES, sorted.size())).stream()
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The largest first. */
  private static int order(Map.Entry<String, Long> one, Map.Entry<String, Long> other) {
    int bySize = Long.compare(other.getValue(), one.getValue());
    return bySize != 0 ? bySize : one.getKey().compareTo(other.getKey());
  }

  /** All that any of several would take away. */
  static Candidate union(List<Candidate> several) {
    Candidate all = new Candidate(new Topic(AdviceKind.DELETED, "all together", "", ""));
    for (Candidate each : several) {
      each.cuts.forEach((file, bytes) -> all.cuts.merge(file, bytes, Math::max));
    }
    return all;
  }
}
