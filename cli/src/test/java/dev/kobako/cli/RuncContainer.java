package dev.kobako.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.jr.ob.JSON;

/**
 * A root run by runc as any container is: the configuration is one of the OCI runtime
 * specification, with the host's network and a folder of the host at {@code /src}, where the
 * command starts.
 *
 * @param folder for the bundle and the state of runc
 * @param root the unpacked image
 * @param source the folder of the host
 * @param users who is in it
 */
record RuncContainer(Path folder, Path root, Path source, Users users) {
  /** What Docker and podman let root do in a container. */
  private static final List<String> CAPABILITIES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETPCAP",
          "CAP_SYS_CHROOT");

  /** The users of a container. */
  sealed interface Users {
    /** The caller alone, as root in a user namespace of one id: it takes no root. */
    record Caller() implements Users {}

    /**
     * All that the host has, which takes root.
     *
     * @param uid who runs the command
     */
    record All(int uid) implements Users {}
  }

  RuncContainer(Path folder, Path root, Path source) {
    this(folder, root, source, new Users.Caller());
  }

  HostCommand.Result run(List<String> command, SortedMap<String, String> environment)
      throws IOException, InterruptedException {
    Path bundle = Files.createTempDirectory(folder, "bundle");
    Files.writeString(
        bundle.resolve("config.json"), JSON.std.asString(configuration(command, environment)));
    return HostCommand.of(
            bundle,
            "runc",
            "--root",
            folder.resolve("state").toString(),
            "run",
            "kobako-" + bundle.getFileName())
        .run();
  }

  private Map<String, Object> configuration(
      List<String> command, SortedMap<String, String> environment) {
    List<String> variables =
        environment.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
    Map<String, Object> process = new LinkedHashMap<>();
    process.put("terminal", false);
    process.put("user", Map.of("uid", uid(), "gid", uid()));
    process.put("args", command);
    process.put("env", variables);
    process.put("cwd", "/src");
    List<String> namespaces = new ArrayList<>(List.of("pid", "ipc", "uts", "mount"));
    Map<String, Object> linux = new LinkedHashMap<>();
    switch (users) {
      case Users.Caller() -> {
        namespaces.add("user");
        linux.put("uidMappings", List.of(Map.of("containerID", 0, "hostID", id("uid"), "size", 1)));
        linux.put("gidMappings", List.of(Map.of("containerID", 0, "hostID", id("gid"), "size", 1)));
      }
      case Users.All(int uid) -> {
        if (uid == 0) {
          process.put(
              "capabilities",
              Map.of(
                  "bounding", CAPABILITIES, "effective", CAPABILITIES, "permitted", CAPABILITIES));
        }
      }
    }
    linux.put("namespaces", namespaces.stream().map(type -> Map.of("type", type)).toList());
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("ociVersion", "1.0.2");
    configuration.put("process", process);
    configuration.put("root", Map.of("path", root.toString()));
    List<Object> mounts = new ArrayList<>();
    mounts.add(mount("proc", "proc", "/proc", List.of()));
    mounts.add(mount("tmpfs", "tmpfs", "/dev", List.of("nosuid", "mode=755")));
    mounts.add(mount("bind", source.toString(), "/src", List.of("rbind", "rw")));
    if (users instanceof Users.All) {
      mounts.add(mount("bind", "/etc/resolv.conf", "/etc/resolv.conf", List.of("bind", "ro")));
    }
    configuration.put("mounts", mounts);
    configuration.put("linux", linux);
    return configuration;
  }

  private int uid() {
    return switch (users) {
      case Users.Caller() -> 0;
      case Users.All(int uid) -> uid;
    };
  }

  private static Map<String, Object> mount(
      String type, String source, String destination, List<String> options) {
    return Map.of("type", type, "source", source, "destination", destination, "options", options);
  }

  /** The caller's own id: {@code uid} or {@code gid}. */
  private static int id(String kind) {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:" + kind);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
