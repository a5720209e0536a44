package dev.kobako.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * How a container finds addresses for names.
 *
 * @param hosts additional lines of /etc/hosts: name to address, or to {@link #HOST_GATEWAY}
 * @param servers name servers in place of the host's; empty for those
 */
public record NameLookup(SequencedMap<String, String> hosts, List<String> servers) {
  /** Stands for the address at which the container reaches the host. */
  public static final String HOST_GATEWAY = "host-gateway";

  /** What every container has. */
  public static final NameLookup USUAL = new NameLookup(new LinkedHashMap<>(), List.of());

  public NameLookup {
    hosts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(hosts));
    servers = List.copyOf(servers);
  }

  /** The same with these additional lines alone. */
  public static NameLookup ofHosts(SequencedMap<String, String> hosts) {
    return new NameLookup(hosts, List.of());
  }

  /** Whether it has a name for the host. */
  boolean reachesHost() {
    return hosts.containsValue(HOST_GATEWAY);
  }
}
