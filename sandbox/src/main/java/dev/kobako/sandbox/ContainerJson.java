package dev.kobako.sandbox;

import dev.kobako.image.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container with a name as JSON, from which it can be started again. Secrets and sockets that are
 * mounted in a build are not written: no container with a name has any.
 */
final class ContainerJson {
  private static final String READ_ONLY = "readOnly";
  private static final String TARGET = "target";
  private static final String SOURCE = "source";

  private ContainerJson() {}

  static Map<String, Object> of(NamedContainer named) {
    Container container = named.container();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", named.name());
    json.put(READ_ONLY, Boolean.toString(named.readOnly()));
    json.put("removed", Boolean.toString(named.removed()));
    json.put("labels", named.labels());
    json.put("facts", named.facts());
    json.put("command", container.command());
    json.put("environment", container.environment());
    json.put("workingDirectory", container.workingDirectory());
    json.put("user", user(container.user()));
    json.put("rights", rights(container.rights()));
    json.put("layers", layers(container.layers()));
    json.put("mounts", container.mounts().stream().flatMap(each -> mount(each).stream()).toList());
    json.put("network", network(container.network()));
    json.put("hostname", container.hostname());
    Map<String, Object> names = new LinkedHashMap<>();
    List<String> hosts = new ArrayList<>();
    container.names().hosts().forEach((name, address) -> hosts.add(name + "=" + address));
    names.put("hosts", hosts);
    names.put("servers", container.names().servers());
    json.put("names", names);
    ContainerLimits limits = container.limits();
    Map<String, Object> together = new LinkedHashMap<>();
    together.put("memory", limits.memory());
    together.put("milliCpus", limits.milliCpus());
    together.put("processes", limits.processes());
    together.put("sharedMemory", limits.sharedMemory());
    json.put("limits", together);
    return json;
  }

  private static Map<String, Object> user(ContainerUser user) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("uid", user.uid());
    json.put("gid", user.gid());
    json.put("groups", user.groups().stream().map(Object::toString).toList());
    return json;
  }

  private static Map<String, Object> rights(ProcessRights rights) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("insecure", Boolean.toString(rights.insecure()));
    json.put("capabilities", rights.capabilities());
    json.put("limits", rights.limits().stream().map(ResourceLimit::toString).toList());
    return json;
  }

  private static List<Object> layers(List<LayerFolders.Unpacked> layers) {
    List<Object> all = new ArrayList<>();
    for (LayerFolders.Unpacked each : layers) {
      all.add(Map.of("folder", each.folder().toString()));
    }
    return all;
  }

  private static Map<String, Object> network(ContainerNetwork network) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (network) {
      case ContainerNetwork.None() -> json.put("kind", "none");
      case ContainerNetwork.Host() -> json.put("kind", "host");
      case ContainerNetwork.Own(List<PublishedPort> ports) -> {
        json.put("kind", "own");
        List<Object> all = new ArrayList<>();
        for (PublishedPort port : ports) {
          Map<String, Object> published = new LinkedHashMap<>();
          published.put("address", port.address());
          published.put("outside", port.outside());
          published.put("inside", port.inside());
          published.put("protocol", port.protocol().name());
          all.add(published);
        }
        json.put("ports", all);
      }
    }
    return json;
  }

  private static Optional<Map<String, Object>> mount(ContainerMount mount) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(TARGET, mount.target());
    switch (mount) {
      case ContainerMount.Host host -> {
        json.put("kind", "host");
        json.put(SOURCE, host.source().toAbsolutePath().toString());
        json.put(READ_ONLY, Boolean.toString(host.readOnly()));
      }
      case ContainerMount.Layers layers -> {
        json.put("kind", "layers");
        json.put("layers", layers(layers.layers()));
        json.put(SOURCE, layers.source());
        json.put(READ_ONLY, Boolean.toString(layers.readOnly()));
      }
      case ContainerMount.Cache cache -> {
        json.put("kind", "cache");
        json.put("folder", cache.folder().toAbsolutePath().toString());
        json.put(READ_ONLY, Boolean.toString(cache.readOnly()));
        json.put("layers", layers(cache.seed()));
        json.put(SOURCE, cache.source());
        json.put("mode", cache.mode());
        json.put("uid", cache.uid());
        json.put("gid", cache.gid());
      }
      case ContainerMount.Tmpfs tmpfs -> {
        json.put("kind", "tmpfs");
        json.put("size", tmpfs.size());
        json.put(READ_ONLY, Boolean.toString(tmpfs.readOnly()));
      }
      case ContainerMount.File _, ContainerMount.Socket _ -> {
        return Optional.empty();
      }
    }
    return Optional.of(json);
  }

  /** What {@link #of} has made. */
  static NamedContainer read(JsonObject json) {
    List<ContainerMount> mounts = new ArrayList<>();
    json.objects("mounts").forEach(each -> mounts.add(mount(each)));
    Container container =
        new Container(
            readLayers(json),
            json.texts("command"),
            json.texts("environment"),
            json.requiredText("workingDirectory"),
            readUser(json.requiredObject("user")),
            readRights(json.requiredObject("rights")),
            mounts,
            readNetwork(json.requiredObject("network")),
            json.requiredText("hostname"),
            readNames(json.requiredObject("names")),
            readLimits(json.requiredObject("limits")));
    return new NamedContainer(
        json.requiredText("name"),
        container,
        isTrue(json, READ_ONLY),
        isTrue(json, "removed"),
        json.textMap("labels"),
        json.textMap("facts"));
  }

  private static boolean isTrue(JsonObject json, String name) {
    return json.text(name).filter("true"::equals).isPresent();
  }

  private static List<LayerFolders.Unpacked> readLayers(JsonObject json) {
    return json.objects("layers").stream()
        .map(each -> new LayerFolders.Unpacked(Path.of(each.requiredText("folder"))))
        .toList();
  }

  private static ContainerUser readUser(JsonObject json) {
    return new ContainerUser(
        (int) json.requiredNumber("uid"),
        (int) json.requiredNumber("gid"),
        json.texts("groups").stream().map(Integer::valueOf).toList());
  }

  private static ProcessRights readRights(JsonObject json) {
    return new ProcessRights(
        isTrue(json, "insecure"),
        json.texts("capabilities"),
        json.texts("limits").stream().map(ResourceLimit::parse).toList());
  }

  private static ContainerNetwork readNetwork(JsonObject json) {
    return switch (json.requiredText("kind")) {
      case "host" -> new ContainerNetwork.Host();
      case "own" ->
          new ContainerNetwork.Own(
              json.objects("ports").stream()
                  .map(each ->
                      new PublishedPort(
                          each.requiredText("address"),
                          (int) each.requiredNumber("outside"),
                          (int) each.requiredNumber("inside"),
                          PublishedPort.Protocol.valueOf(each.requiredText("protocol"))))
                  .toList());
      default -> new ContainerNetwork.None();
    };
  }

  private static NameLookup readNames(JsonObject json) {
    LinkedHashMap<String, String> hosts = new LinkedHashMap<>();
    for (String each : json.texts("hosts")) {
      int equals = each.indexOf('=');
      hosts.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return new NameLookup(hosts, json.texts("servers"));
  }

  private static ContainerLimits readLimits(JsonObject json) {
    return new ContainerLimits(
        json.requiredNumber("memory"),
        json.requiredNumber("milliCpus"),
        json.requiredNumber("processes"),
        json.requiredNumber("sharedMemory"));
  }

  private static ContainerMount mount(JsonObject json) {
    String target = json.requiredText(TARGET);
    boolean readOnly = isTrue(json, READ_ONLY);
    return switch (json.requiredText("kind")) {
      case "host" -> new ContainerMount.Host(Path.of(json.requiredText(SOURCE)), target, readOnly);
      case "layers" ->
          new ContainerMount.Layers(readLayers(json), json.requiredText(SOURCE), target, readOnly);
      case "cache" ->
          new ContainerMount.Cache(
              Path.of(json.requiredText("folder")),
              target,
              readOnly,
              readLayers(json),
              json.requiredText(SOURCE),
              (int) json.requiredNumber("mode"),
              (int) json.requiredNumber("uid"),
              (int) json.requiredNumber("gid"));
      case "tmpfs" -> new ContainerMount.Tmpfs(target, json.requiredNumber("size"), readOnly);
      default -> throw json.finding("is no mount");
    };
  }
}
