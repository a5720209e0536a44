package dev.kobako.cli;

import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.PublishedPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A container in the members of {@code docker inspect} that scripts ask for.
 *
 * @param pid of its first process on this machine; 0 where it doesn't run
 */
record ContainerInspection(KnownContainer container, long pid) {
  /** As docker has it where there was none yet. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private static final long NANOS_OF_A_THOUSANDTH = 1_000_000;

  Map<String, Object> json() {
    Container inside = container.named().container();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Id", container.id());
    json.put("Name", "/" + container.name());
    json.put("Created", container.created().toString());
    json.put("Path", inside.command().getFirst());
    json.put("Args", inside.command().subList(1, inside.command().size()));
    json.put("Image", fact("image"));
    json.put("Platform", fact("platform"));
    json.put("LogPath", container.log().toString());
    json.put("State", state());
    json.put("Config", config(inside));
    json.put("HostConfig", host(inside));
    json.put("Mounts", inside.mounts().stream().map(ContainerInspection::mount).toList());
    json.put("NetworkSettings", Map.of("Ports", ports(inside)));
    return json;
  }

  private String fact(String name) {
    return container.named().facts().getOrDefault(name, "");
  }

  private Map<String, Object> state() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Status", ContainersReport.state(container.state()));
    json.put("Running", container.isRunning());
    json.put("Pid", pid);
    int code = 0;
    String started = NEVER;
    String finished = NEVER;
    switch (container.state()) {
      case KnownContainer.State.Created(), KnownContainer.State.Gone() -> {}
      case KnownContainer.State.Running(_, Instant since) -> started = since.toString();
      case KnownContainer.State.Ended(int ended, Instant at) -> {
        code = ended;
        finished = at.toString();
      }
    }
    json.put("ExitCode", code);
    json.put("StartedAt", started);
    json.put("FinishedAt", finished);
    return json;
  }

  private Map<String, Object> config(Container inside) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Hostname", inside.hostname());
    json.put(
        "User",
        Integer.toUnsignedString(inside.user().uid())
            + ":"
            + Integer.toUnsignedString(inside.user().gid()));
    json.put("Tty", !fact("terminal").isEmpty());
    json.put("OpenStdin", !fact("interactive").isEmpty());
    json.put("Env", inside.environment());
    json.put("Cmd", inside.command());
    json.put("WorkingDir", inside.workingDirectory());
    json.put("Image", fact("image"));
    json.put("Labels", container.named().labels());
    json.put("StopSignal", fact("stopSignal").isEmpty() ? "SIGTERM" : fact("stopSignal"));
    return json;
  }

  private Map<String, Object> host(Container inside) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "NetworkMode",
        switch (inside.network()) {
          case ContainerNetwork.None() -> "none";
          case ContainerNetwork.Host() -> "host";
          case ContainerNetwork.Own _ -> "default";
        });
    json.put("AutoRemove", container.named().removed());
    json.put("ReadonlyRootfs", container.named().readOnly());
    json.put("Privileged", inside.rights().insecure());
    json.put("CapEffective", inside.rights().capabilities());
    json.put("Memory", inside.limits().memory());
    json.put("NanoCpus", inside.limits().milliCpus() * NANOS_OF_A_THOUSANDTH);
    json.put("PidsLimit", inside.limits().processes());
    json.put("Dns", inside.names().servers());
    return json;
  }

  private static Map<String, Object> mount(ContainerMount mount) {
    return switch (mount) {
      case ContainerMount.Host(var source, String target, boolean readOnly) ->
          mount("bind", source.toString(), target, readOnly);
      case ContainerMount.Cache cache ->
          mount(
              "volume", cache.folder().getFileName().toString(), cache.target(), cache.readOnly());
      case ContainerMount.Layers layers -> mount("volume", "", layers.target(), layers.readOnly());
      case ContainerMount.Tmpfs(String target, _, boolean readOnly) ->
          mount("tmpfs", "", target, readOnly);
      case ContainerMount.File file -> mount("bind", "", file.target(), true);
      case ContainerMount.Socket socket ->
          mount("bind", socket.source().toString(), socket.target(), false);
    };
  }

  private static Map<String, Object> mount(
      String type, String source, String target, boolean readOnly) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Type", type);
    json.put("Source", source);
    json.put("Destination", target);
    json.put("RW", !readOnly);
    return json;
  }

  private static Map<String, List<Map<String, String>>> ports(Container inside) {
    Map<String, List<Map<String, String>>> all = new TreeMap<>();
    if (inside.network() instanceof ContainerNetwork.Own(List<PublishedPort> ports)) {
      for (PublishedPort port : ports) {
        Map<String, String> outside = new LinkedHashMap<>();
        outside.put("HostIp", port.address());
        outside.put("HostPort", Integer.toString(port.outside()));
        all.computeIfAbsent(port.inside() + "/" + port.protocol().text(), _ -> new ArrayList<>())
            .add(outside);
      }
    }
    return all;
  }
}
