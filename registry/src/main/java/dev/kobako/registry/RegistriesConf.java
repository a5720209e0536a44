package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Origin;
import dev.kobako.image.ImageReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How registries are reached: mirrors, other locations and insecure hosts, as the files of
 * containers-registries.conf(5) and, for what they don't mention, of Docker's daemon say.
 *
 * <p>Of the tables, the one with the longest prefix counts, and only that one; a drop-in replaces
 * the table of the same prefix. As with Podman, mirrors and locations are for pulling: a push goes
 * to the registry that the name names.
 */
final class RegistriesConf {
  private final Collection<RegistryTable> tables;
  private final DockerDaemonFile daemon;
  private final boolean allInsecure;

  private RegistriesConf(
      Collection<RegistryTable> tables, DockerDaemonFile daemon, boolean allInsecure) {
    this.tables = List.copyOf(tables);
    this.daemon = daemon;
    this.allInsecure = allInsecure;
  }

  /**
   * Reads what the user and the machine have.
   *
   * @throws KobakoException a finding, where a file is damaged
   */
  static RegistriesConf of(RegistrySettings settings) {
    return read(ConfigurationPlaces.of(settings.environment()), settings.insecure());
  }

  static RegistriesConf read(ConfigurationPlaces places, boolean allInsecure) {
    Map<String, RegistryTable> tables = new LinkedHashMap<>();
    places.registriesConf().ifPresent(file -> add(tables, file));
    for (Path folder : places.registriesConfFolders()) {
      ConfigurationFile.listed(folder, "*.conf").forEach(file -> add(tables, file));
    }
    return new RegistriesConf(
        tables.values(), DockerDaemonFile.read(places.daemonFiles()), allInsecure);
  }

  private static void add(Map<String, RegistryTable> tables, Path file) {
    RegistriesFile.read(file).forEach(table -> tables.put(table.prefix(), table));
  }

  /**
   * How an image's repository is reached.
   *
   * @throws KobakoException usage, where a file blocks it or its host is none
   */
  Route route(ImageReference reference) {
    Optional<RegistryTable> table = table(reference);
    table.ifPresent(found -> refuseBlocked(found, reference));
    boolean insecure = table.map(RegistryTable::insecure).orElse(false);
    String name = reference.domain() + "/" + reference.path();
    Endpoint push = endpoint(name, insecure);
    if (table.isEmpty()) {
      return new Route(withMirrorsOfHub(reference, push), push);
    }
    List<Endpoint> pull = new ArrayList<>();
    for (RegistryTable.Mirror mirror : table.get().mirrors()) {
      if (mirror.has(reference)) {
        pull.add(endpoint(table.get().moved(reference, mirror.location()), mirror.insecure()));
      }
    }
    String location = table.get().location();
    pull.add(
        location.isEmpty() ? push : endpoint(table.get().moved(reference, location), insecure));
    return new Route(pull, push);
  }

  private Optional<RegistryTable> table(ImageReference reference) {
    RegistryTable best = null;
    int longest = RegistryTable.NONE;
    for (RegistryTable table : tables) {
      int match = table.match(reference);
      boolean nearer =
          match > longest
              || (best != null && match == longest && best.isWildcard() && !table.isWildcard());
      if (nearer) {
        best = table;
        longest = match;
      }
    }
    return Optional.ofNullable(best);
  }

  private static void refuseBlocked(RegistryTable table, ImageReference reference) {
    if (table.blocked()) {
      throw KobakoException.usage(
          Diagnostic.of(
              reference.familiar(),
              table.file() + " blocks '" + table.prefix() + "'",
              "take the image from another registry, or take 'blocked = true' out of that file"));
    }
  }

  private List<Endpoint> withMirrorsOfHub(ImageReference reference, Endpoint registry) {
    List<Endpoint> all = new ArrayList<>();
    if (reference.domain().equals(RegistryHost.HUB)) {
      daemon.mirrors().forEach(url -> all.add(daemon.mirror(url, reference.path())));
    }
    all.add(registry);
    return all;
  }

  private Endpoint endpoint(String name, boolean insecure) {
    int slash = name.indexOf('/');
    String domain = name.substring(0, slash);
    RegistryHost host = RegistryHost.parse("image name " + name, domain);
    boolean plain = insecure || allInsecure || host.isLoopback() || daemon.isInsecure(domain);
    return new Endpoint(domain, host.origin(Origin.Scheme.HTTPS), name.substring(slash + 1), plain);
  }

  /**
   * Whether a server's certificate is not to be checked: a table or mirror that is there says so,
   * or the user for all.
   */
  boolean isUnverified(Origin.Tcp origin) {
    if (allInsecure) {
      return true;
    }
    String name = RegistryHost.nameOf(origin);
    String host = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
    String domain = origin.port() == 443 ? host : host + ":" + origin.port();
    if (daemon.isInsecure(domain)) {
      return true;
    }
    return tables.stream().anyMatch(table -> table.callsInsecure(origin));
  }
}
