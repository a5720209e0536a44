package dev.kobako.sandbox;

import dev.kobako.image.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The {@code config.json} of a container, as the OCI runtime specification's <a
 * href="https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md">config.md and
 * config-linux.md</a> have it, with Docker's defaults.
 *
 * @param root the folder that becomes the root
 * @param mounts in their order, after those that every container has
 * @param ownsAllIds whether there are enough ids for terminals' group, 5
 * @param ownSysfs whether /sys can be mounted anew rather than taken from the host
 */
record RuntimeConfig(
    Container container,
    String root,
    List<Map<String, Object>> mounts,
    boolean ownsAllIds,
    boolean ownSysfs) {
  private static final List<String> MASKED =
      List.of(
          "/proc/asound",
          "/proc/acpi",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware",
          "/sys/devices/virtual/powercap");

  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private static final int UMASK = 022;

  /** What most programs expect; a JVM's own is higher, and some programs close them all. */
  private static final int OPEN_FILES = 1024;

  byte[] bytes() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("ociVersion", "1.0.2");
    config.put("process", process());
    config.put("root", Map.of("path", root));
    config.put("hostname", container.hostname());
    config.put("mounts", allMounts());
    config.put("linux", linux());
    return Json.bytes(config);
  }

  private Map<String, Object> process() {
    ContainerUser user = container.user();
    Map<String, Object> who = new LinkedHashMap<>();
    who.put("uid", Integer.toUnsignedLong(user.uid()));
    who.put("gid", Integer.toUnsignedLong(user.gid()));
    who.put("umask", UMASK);
    who.put("additionalGids", groups(user));
    Map<String, Object> process = new LinkedHashMap<>();
    process.put("terminal", false);
    process.put("user", who);
    process.put("args", container.command());
    process.put("env", container.environment());
    process.put("cwd", container.workingDirectory());
    process.put("capabilities", capabilitySets());
    process.put("rlimits", List.of(openFiles()));
    process.put("noNewPrivileges", false);
    return process;
  }

  /** The first among them, as Docker has it: a program may look for it there. */
  private static List<Long> groups(ContainerUser user) {
    return Stream.concat(Stream.of(user.gid()), user.groups().stream())
        .distinct()
        .map(Integer::toUnsignedLong)
        .toList();
  }

  private static Map<String, Object> openFiles() {
    return Map.of("type", "RLIMIT_NOFILE", "soft", OPEN_FILES, "hard", OPEN_FILES);
  }

  private Map<String, Object> capabilitySets() {
    Map<String, Object> sets = new LinkedHashMap<>();
    for (String set : List.of("bounding", "effective", "permitted")) {
      sets.put(set, capabilities());
    }
    return sets;
  }

  private List<String> capabilities() {
    return container.insecure() ? Capabilities.ALL : Capabilities.DEFAULT;
  }

  private Map<String, Object> linux() {
    Map<String, Object> linux = new LinkedHashMap<>();
    List<Map<String, Object>> namespaces = new ArrayList<>();
    for (String each : List.of("pid", "ipc", "uts", "mount")) {
      namespaces.add(Map.of("type", each));
    }
    switch (container.network()) {
      case NONE -> namespaces.add(Map.of("type", "network"));
      case HOST -> {}
    }
    linux.put("namespaces", namespaces);
    if (!container.insecure()) {
      linux.put("maskedPaths", MASKED);
      linux.put("readonlyPaths", READ_ONLY);
      linux.put("seccomp", SystemCalls.profile(Set.copyOf(capabilities())));
    }
    return linux;
  }

  /** The default ones; a later mount at the same target takes the earlier one's place. */
  private List<Map<String, Object>> allMounts() {
    Map<Object, Map<String, Object>> all = new LinkedHashMap<>();
    for (Map<String, Object> each : defaults()) {
      all.put(each.get("destination"), each);
    }
    for (Map<String, Object> each : mounts) {
      all.put(each.get("destination"), each);
    }
    return List.copyOf(all.values());
  }

  private List<Map<String, Object>> defaults() {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(mount("/proc", "proc", "proc", "nosuid", "noexec", "nodev"));
    all.add(mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"));
    List<String> terminals =
        new ArrayList<>(List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"));
    if (ownsAllIds) {
      terminals.add("gid=5");
    }
    all.add(mount("/dev/pts", "devpts", "devpts", terminals.toArray(String[]::new)));
    all.add(
        mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"));
    all.add(mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"));
    String access = container.insecure() ? "rw" : "ro";
    all.add(
        ownSysfs
            ? mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", access)
            : mount("/sys", "none", "/sys", "rbind", "nosuid", "noexec", "nodev", access));
    return all;
  }

  static Map<String, Object> mount(String target, String type, String source, String... options) {
    Map<String, Object> mount = new LinkedHashMap<>();
    mount.put("destination", target);
    mount.put("type", type);
    mount.put("source", source);
    mount.put("options", List.of(options));
    return mount;
  }
}
