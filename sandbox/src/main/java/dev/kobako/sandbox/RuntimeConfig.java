package dev.kobako.sandbox;

import dev.kobako.image.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code config.json} of a container, as the OCI runtime specification's <a
 * href="https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md">config.md and
 * config-linux.md</a> have it, with Docker's defaults.
 *
 * @param rootFolder the folder that becomes the root
 * @param mounts in their order, after those that every container has
 */
record RuntimeConfig(
    Container container,
    String rootFolder,
    List<Map<String, Object>> mounts,
    Ways ways,
    ContainerSetup.Manner manner) {
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

  /**
   * What can be done where.
   *
   * @param ownsAllIds whether there are enough ids for terminals' group, 5
   * @param ownSysfs whether /sys can be mounted anew rather than taken from the host
   */
  record Ways(boolean ownsAllIds, boolean ownSysfs) {}

  byte[] bytes() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("ociVersion", "1.0.2");
    config.put("process", process());
    config.put("root", root());
    config.put("hostname", container.hostname());
    config.put("mounts", allMounts());
    config.put("linux", linux());
    return Json.bytes(config);
  }

  private Map<String, Object> process() {
    return new RuntimeProcess(container.process(), manner.terminal()).json();
  }

  private Map<String, Object> root() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("path", rootFolder);
    root.put("readonly", manner.readOnly());
    return root;
  }

  private Map<String, Object> linux() {
    Map<String, Object> linux = new LinkedHashMap<>();
    List<Map<String, Object>> namespaces = new ArrayList<>();
    for (String each : List.of("pid", "ipc", "uts", "mount")) {
      namespaces.add(Map.of("type", each));
    }
    switch (container.network()) {
      case ContainerNetwork.None() -> namespaces.add(Map.of("type", "network"));
      case ContainerNetwork.Host() -> {}
      case ContainerNetwork.Own _ -> {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("type", "network");
        own.put("path", Path.of(rootFolder).resolveSibling("net").toString());
        namespaces.add(own);
        // Nobody else is there whose ports would have to be protected; as in Docker.
        linux.put("sysctl", Map.of("net.ipv4.ip_unprivileged_port_start", "0"));
      }
    }
    linux.put("namespaces", namespaces);
    if (!insecure()) {
      linux.put("maskedPaths", MASKED);
      linux.put("readonlyPaths", READ_ONLY);
    }
    SystemCalls.profile(Set.copyOf(container.rights().capabilities()), insecure(), manner.watch())
        .ifPresent(profile -> linux.put("seccomp", profile));
    return linux;
  }

  private boolean insecure() {
    return container.rights().insecure();
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
    if (ways.ownsAllIds()) {
      terminals.add("gid=5");
    }
    all.add(mount("/dev/pts", "devpts", "devpts", terminals.toArray(String[]::new)));
    all.add(
        mount(
            "/dev/shm",
            "tmpfs",
            "shm",
            "nosuid",
            "noexec",
            "nodev",
            "mode=1777",
            "size=" + container.limits().sharedMemoryBytes()));
    all.add(mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"));
    String access = insecure() ? "rw" : "ro";
    all.add(
        ways.ownSysfs()
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
