package dev.kobako.base;

import dev.kobako.debian.PackageSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link BaseLock} so that people can read a change of it: a line for each package, sorted
 * by name, with single blanks, so that no line changes because another does. The order of unpacking
 * is kept by naming the package before: a new one changes its own line and the one that follows.
 */
final class BaseLockWriter {
  static final String FORMAT = "kobako-base-lock 1";

  private static final String HEAD =
      FORMAT
          + "\n# The packages of base.yaml, to the byte. Keep this file beside it; 'kobako base"
          + " --update' writes it anew.\n";

  private final BaseLock lock;
  private final StringBuilder out = new StringBuilder(HEAD);
  private final List<String> labels;

  private BaseLockWriter(BaseLock lock) {
    this.lock = lock;
    this.labels = labels(lock.releases());
  }

  static String text(BaseLock lock) {
    BaseLockWriter writer = new BaseLockWriter(lock);
    writer.request(lock.request());
    writer.releases();
    lock.architectures().forEach(writer::architecture);
    return writer.out.toString();
  }

  /** The suite's name, with a number where several archives have one of that name. */
  static List<String> labels(List<LockedRelease> releases) {
    Map<String, Integer> count = new HashMap<>();
    List<String> labels = new ArrayList<>();
    for (LockedRelease release : releases) {
      int number = count.merge(release.suite(), 1, Integer::sum);
      labels.add(number == 1 ? release.suite() : release.suite() + "#" + number);
    }
    return labels;
  }

  private void request(LockedRequest request) {
    line("base", request.distribution() + ":" + request.suite());
    line("kind", request.kindText());
    line("recommends", request.recommends() + "");
    request.snapshot().ifPresent(each -> line("snapshot", each));
    request.components().forEach(each -> line("component", each));
    request.lines().forEach(each -> line("line", each));
    request.packages().forEach(each -> line("package", each));
    request.excluded().forEach(each -> line("exclude", each));
  }

  private void releases() {
    out.append("\n# suite, date, InRelease, archive\n");
    for (int i = 0; i < lock.releases().size(); i++) {
      LockedRelease release = lock.releases().get(i);
      line("release", labels.get(i), release.date() + "", release.digest() + "", release.archive());
    }
  }

  private void architecture(String architecture, List<LockedPackage> packages) {
    out.append("\n# name, version, architecture, suite/component, size, .deb, path\n");
    line("architecture", architecture);
    Map<String, String> before = new HashMap<>();
    for (int i = 1; i < packages.size(); i++) {
      before.put(packages.get(i).name(), packages.get(i - 1).name());
    }
    packages.stream()
        .sorted(Comparator.comparing(LockedPackage::name))
        .forEach(each -> onePackage(each, before.get(each.name())));
  }

  private void onePackage(LockedPackage each, @Nullable String before) {
    List<String> words =
        new ArrayList<>(
            List.of(
                each.name(),
                each.version().text(),
                each.architecture(),
                place(each.source()),
                each.size() + "",
                each.digest() + "",
                each.path()));
    if (before != null) {
      words.add("after");
      words.add(before);
    }
    if (!each.why().isEmpty()) {
      words.add("because");
      words.add(each.why());
    }
    line(words.toArray(new String[0]));
  }

  private String place(PackageSource source) {
    for (int i = 0; i < labels.size(); i++) {
      if (lock.releases().get(i).offers(source)) {
        return labels.get(i) + "/" + source.component();
      }
    }
    throw new IllegalStateException("a lock checks that: " + source);
  }

  private void line(String... words) {
    out.append(String.join(" ", words)).append('\n');
  }
}
