package dev.kobako.sandbox;

import dev.kobako.image.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A process as the OCI runtime specification has it, with Docker's capabilities and limits.
 *
 * @param insecure whether it has all capabilities
 */
record RuntimeProcess(ContainerProcess process, boolean insecure, boolean terminal) {
  private static final int UMASK = 022;

  /** What most programs expect; a JVM's own is higher, and some programs close them all. */
  private static final int OPEN_FILES = 1024;

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
    json.put("rlimits", List.of(openFiles()));
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

  private static Map<String, Object> openFiles() {
    Map<String, Object> limit = new LinkedHashMap<>();
    limit.put("type", "RLIMIT_NOFILE");
    limit.put("soft", OPEN_FILES);
    limit.put("hard", OPEN_FILES);
    return limit;
  }

  private Map<String, Object> capabilities() {
    List<String> all = insecure ? Capabilities.ALL : Capabilities.DEFAULT;
    Map<String, Object> sets = new LinkedHashMap<>();
    for (String set : List.of("bounding", "effective", "permitted")) {
      sets.put(set, all);
    }
    return sets;
  }
}
