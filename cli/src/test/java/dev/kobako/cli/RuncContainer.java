package dev.kobako.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.jr.ob.JSON;

/**
 * A root run by runc as any container is, in a user namespace of one id, so that it takes no root:
 * the configuration is one of the OCI runtime specification, with a folder of the host at {@code
 * /src}, where the command starts.
 *
 * @param folder for the bundle and the state of runc
 * @param root the unpacked image
 * @param source the folder of the host
 */
record RuncContainer(Path folder, Path root, Path source) {
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
    process.put("user", Map.of("uid", 0, "gid", 0));
    process.put("args", command);
    process.put("env", variables);
    process.put("cwd", "/src");
    Map<String, Object> linux = new LinkedHashMap<>();
    linux.put(
        "namespaces",
        List.of("pid", "ipc", "uts", "mount", "user").stream()
            .map(type -> Map.of("type", type))
            .toList());
    linux.put("uidMappings", List.of(Map.of("containerID", 0, "hostID", id("uid"), "size", 1)));
    linux.put("gidMappings", List.of(Map.of("containerID", 0, "hostID", id("gid"), "size", 1)));
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("ociVersion", "1.0.2");
    configuration.put("process", process);
    configuration.put("root", Map.of("path", root.toString()));
    configuration.put(
        "mounts",
        List.of(
            mount("proc", "proc", "/proc", List.of()),
            mount("tmpfs", "tmpfs", "/dev", List.of("nosuid", "mode=755")),
            mount("bind", source.toString(), "/src", List.of("rbind", "rw"))));
    configuration.put("linux", linux);
    return configuration;
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
