package dev.kobako.sandbox;

import dev.kobako.image.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A process as the OCI runtime specification has it, with Docker's limit of open files. */
record RuntimeProcess(ContainerProcess process, boolean terminal) {
  private static final int UMASK = 022;

  /** What most programs expect; a JVM's own is higher, and some programs close them all. */
  private static final int OPEN_FILES = 1024;

  /** What Docker lets them raise it to. */
  private static final int MOST_OPEN_FILES = 1 << 20;

  /** RLIM_INFINITY. */
  private static final BigInteger UNLIMITED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  byte[] bytes() {
    return Json.bytes(json());
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("terminal", terminal);
    json.put("user", user());
    json.put("args", process.command());
    json.put("env", process.environment());
    json.put("cwd", process.workingDirectory());
    json.put("capabilities", capabilities());
    json.put("rlimits", limits());
    json.put("noNewPrivileges", false);
    return json;
  }

  /** The first group among the others, as Docker has it: a program may look for it there. */
  private Map<String, Object> user() {
    ContainerUser user = process.user();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("uid", Integer.toUnsignedLong(user.uid()));
    json.put("gid", Integer.toUnsignedLong(user.gid()));
    json.put("umask", UMASK);
    json.put(
        "additionalGids",
        Stream.concat(Stream.of(user.gid()), user.groups().stream())
            .distinct()
            .map(Integer::toUnsignedLong)
            .toList());
    return json;
  }

  private List<Map<String, Object>> limits() {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>();
    all.put("nofile", limit("nofile", OPEN_FILES, mostOpenFiles()));
    for (ResourceLimit each : process.rights().limits()) {
      all.put(each.name(), limit(each.name(), each.soft(), each.hard()));
    }
    return List.copyOf(all.values());
  }

  /** No limit is the highest number there is. */
  private static Map<String, Object> limit(String name, long soft, long hard) {
    Map<String, Object> limit = new LinkedHashMap<>();
    limit.put("type", "RLIMIT_" + name.toUpperCase(Locale.ROOT));
    limit.put("soft", soft < 0 ? UNLIMITED : soft);
    limit.put("hard", hard < 0 ? UNLIMITED : hard);
    return limit;
  }

  /** Ours, which only some may raise: the line "Max open files", then soft and hard limit. */
  private static long mostOpenFiles() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
      return lines
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.trim().split(" +"))
          .mapToLong(words -> Long.parseLong(words[4]))
          .map(hard -> Math.clamp(hard, OPEN_FILES, MOST_OPEN_FILES))
          .findFirst()
          .orElse(OPEN_FILES);
    } catch (IOException | NumberFormatException _) {
      return OPEN_FILES;
    }
  }

  private Map<String, Object> capabilities() {
    List<String> all = process.rights().capabilities();
    Map<String, Object> sets = new LinkedHashMap<>();
    for (String set : List.of("bounding", "effective", "permitted")) {
      sets.put(set, all);
    }
    return sets;
  }
}
