package dev.kobako.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A {@link LockUpdate} as people and programs read it. */
public final class LockUpdateReport {
  private static final int SHOWN_FIXES = 8;

  private final LockUpdate update;

  public LockUpdateReport(LockUpdate update) {
    this.update = update;
  }

  /**
   * A line for each package that changed and one that counts them; a change that several
   * architectures have is told once.
   */
  public List<String> lines() {
    if (update.isEmpty()) {
      return List.of("no package has changed");
    }
    Map<PackageChange, List<String>> rows = rows();
    int nameWidth = rows.keySet().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    int wordWidth =
        rows.keySet().stream()
            .filter(PackageChange.Upgraded.class::isInstance)
            .mapToInt(each -> what(each).length())
            .max()
            .orElse(0);
    boolean several = update.changes().size() > 1;
    List<String> lines = new ArrayList<>();
    rows.forEach((change, architectures) -> {
      String remark = remark(change);
      if (several && architectures.size() < update.changes().size()) {
        remark += (remark.isEmpty() ? "" : "  ") + "(" + String.join(", ", architectures) + ")";
      }
      String line = padded(change.name(), nameWidth) + "  " + padded(what(change), wordWidth);
      lines.add((line + "  " + remark).stripTrailing());
    });
    lines.add(summary(rows));
    return lines;
  }

  /** By name, each change with the architectures that have it. */
  private Map<PackageChange, List<String>> rows() {
    Map<PackageChange, List<String>> rows = new LinkedHashMap<>();
    TreeSet<String> names = new TreeSet<>();
    update.changes().values().forEach(all -> all.forEach(each -> names.add(each.name())));
    for (String name : names) {
      update
          .changes()
          .forEach((architecture, all) ->
              all.stream()
                  .filter(each -> each.name().equals(name))
                  .forEach(each ->
                      rows.computeIfAbsent(each, _ -> new ArrayList<>()).add(architecture)));
    }
    return rows;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String what(PackageChange change) {
    return switch (change) {
      case PackageChange.Added(var _, var version, var _) -> "added " + version;
      case PackageChange.Removed(var _, var version) -> "removed, was " + version;
      case PackageChange.Upgraded(var _, var from, var to, var _, var _) -> from + " → " + to;
      case PackageChange.Downgraded(var _, var from, var to) -> from + " → " + to;
      case PackageChange.Rebuilt(var _, var version) -> version + " with other bytes";
    };
  }

  private static String remark(PackageChange change) {
    return switch (change) {
      case PackageChange.Added(var _, var _, var why) -> why;
      case PackageChange.Upgraded(var _, var _, var _, var security, var fixed) ->
          security
              ? "security" + (fixed.isEmpty() ? "" : ": " + fixes(fixed))
              : fixed.isEmpty() ? "" : "fixes " + fixes(fixed);
      case PackageChange.Downgraded _ -> "downgraded";
      case PackageChange.Removed _, PackageChange.Rebuilt _ -> "";
    };
  }

  private static String fixes(List<VulnerabilityId> fixed) {
    List<String> shown = fixed.stream().limit(SHOWN_FIXES).map(VulnerabilityId::toString).toList();
    int more = fixed.size() - shown.size();
    return String.join(" ", shown) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String summary(Map<PackageChange, List<String>> rows) {
    int[] counts = new int[5];
    int security = 0;
    TreeSet<VulnerabilityId> fixed = new TreeSet<>();
    for (PackageChange change : rows.keySet()) {
      switch (change) {
        case PackageChange.Upgraded upgraded -> {
          counts[0]++;
          security += upgraded.security() ? 1 : 0;
          fixed.addAll(upgraded.fixed());
        }
        case PackageChange.Added _ -> counts[1]++;
        case PackageChange.Removed _ -> counts[2]++;
        case PackageChange.Downgraded _ -> counts[3]++;
        case PackageChange.Rebuilt _ -> counts[4]++;
      }
    }
    List<String> words = new ArrayList<>();
    String[] names = {"upgraded", "added", "removed", "downgraded", "with other bytes"};
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        words.add(counts[i] + " " + names[i]);
      }
    }
    String fixes = fixed.isEmpty() ? "" : ", " + fixed.size() + " vulnerabilities fixed";
    String urgent = security == 0 ? "" : "; " + security + " from security suites";
    return String.join(", ", words) + urgent + fixes;
  }

  /** Maps, lists, texts and numbers for JSON: one object for each change and architecture. */
  public List<Map<String, Object>> records() {
    List<Map<String, Object>> records = new ArrayList<>();
    update
        .changes()
        .forEach(
            (architecture, all) -> all.forEach(each -> records.add(record(architecture, each))));
    return records;
  }

  private static Map<String, Object> record(String architecture, PackageChange change) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("package", change.name());
    record.put("architecture", architecture);
    switch (change) {
      case PackageChange.Added(var _, var version, var why) -> {
        record.put("change", "added");
        record.put("to", version.text());
        record.put("why", why);
      }
      case PackageChange.Removed(var _, var version) -> {
        record.put("change", "removed");
        record.put("from", version.text());
      }
      case PackageChange.Upgraded(var _, var from, var to, var security, var fixed) -> {
        record.put("change", "upgraded");
        record.put("from", from.text());
        record.put("to", to.text());
        record.put("security", security);
        record.put("fixed", fixed.stream().map(VulnerabilityId::toString).toList());
      }
      case PackageChange.Downgraded(var _, var from, var to) -> {
        record.put("change", "downgraded");
        record.put("from", from.text());
        record.put("to", to.text());
      }
      case PackageChange.Rebuilt(var _, var version) -> {
        record.put("change", "rebuilt");
        record.put("from", version.text());
        record.put("to", version.text());
      }
    }
    return record;
  }
}
