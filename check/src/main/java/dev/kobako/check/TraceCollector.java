package dev.kobako.check;

import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.FileCall;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a {@link Trace} of the file calls of several containers. What is mounted from elsewhere is
 * left out: it is not the image's. Bounded in memory, however many paths a program makes up. Safe
 * for use by several threads.
 */
final class TraceCollector {
  /** More than any image has files. */
  static final int MOST_PATHS = 1_000_000;

  private static final int MOST_STARTED = 100_000;

  /** What the runtime mounts over the image in every container. */
  private static final List<String> SYSTEM = List.of("/proc", "/sys", "/dev");

  private final int mostPaths;
  private final List<String> elsewhere;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Set<Started> started = new LinkedHashSet<>();
  private boolean full;

  /** What is known of a path; small, since there can be many. */
  private static final class Seen {
    private final String program;
    private final Set<FileCall.Kind> kinds = EnumSet.noneOf(FileCall.Kind.class);
    private boolean there;
    private boolean follows;

    private Seen(String program) {
      this.program = program;
    }
  }

  TraceCollector(List<ContainerMount> mounts) {
    this(mounts, MOST_PATHS);
  }

  TraceCollector(List<ContainerMount> mounts, int mostPaths) {
    this.mostPaths = mostPaths;
    List<String> all = new ArrayList<>(SYSTEM);
    for (ContainerMount mount : mounts) {
      if (!showsTheImage(mount)) {
        all.add(mount.target());
      }
    }
    elsewhere = List.copyOf(all);
  }

  private static boolean showsTheImage(ContainerMount mount) {
    return switch (mount) {
      case ContainerMount.Layers _ -> true;
      case ContainerMount.Cache cache -> !cache.seed().isEmpty();
      case ContainerMount.Host _,
          ContainerMount.Tmpfs _,
          ContainerMount.File _,
          ContainerMount.Socket _ ->
          false;
    };
  }

  /**
   * Notes a call: by the path that was asked, and by where it led, since a link that a run has made
   * is not the image's.
   */
  void add(FileCall call) {
    if (isTheImages(call.path())) {
      note(call);
    }
    Optional<String> led = call.led().filter(path -> !path.equals(call.path()));
    if (led.isPresent() && isTheImages(led.get())) {
      note(new FileCall(call.kind(), led.get(), false, led, call.program(), List.of()));
    }
  }

  private boolean isTheImages(String asked) {
    String path = normal(asked);
    for (String each : elsewhere) {
      if (path.startsWith(each)
          && (path.length() == each.length() || path.charAt(each.length()) == '/')) {
        return false;
      }
    }
    return true;
  }

  private synchronized void note(FileCall call) {
    Seen known = seen.get(call.path());
    if (known == null) {
      if (seen.size() >= mostPaths) {
        full = true;
        return;
      }
      known = new Seen(call.program().intern());
      seen.put(call.path(), known);
    }
    known.kinds.add(call.kind());
    known.there |= call.led().isPresent();
    known.follows |= call.follows();
    if (call.kind() == FileCall.Kind.EXECUTE
        && call.led().isPresent()
        && !call.arguments().isEmpty()
        && started.size() < MOST_STARTED) {
      started.add(new Started(call.path(), call.arguments()));
    }
  }

  /** That not all could be kept, if so. */
  synchronized Optional<String> overflow() {
    return full
        ? Optional.of("more than " + mostPaths + " different paths were asked for")
        : Optional.empty();
  }

  /** All that was noted until now. */
  synchronized Trace trace() {
    SortedMap<String, Asked> asked = new TreeMap<>();
    seen.forEach((path, each) ->
        asked.put(path, new Asked(path, each.kinds, each.there, each.program, each.follows)));
    return new Trace(asked, started);
  }

  /** Without empty names, dots and double dots, as if there were no links. */
  private static String normal(String path) {
    if (!path.contains("//") && !path.contains("/.")) {
      return path;
    }
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      switch (name) {
        case "", "." -> {}
        case ".." -> {
          if (!names.isEmpty()) {
            names.removeLast();
          }
        }
        default -> names.add(name);
      }
    }
    return "/" + String.join("/", names);
  }
}
