package dev.kobako.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files by which a container finds addresses for names.
 *
 * @param network what connects a network of its own
 */
record NetworkFiles(Container container, Optional<UserNetwork> network) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String SERVER = "nameserver ";

  /** The C library reads no more. */
  private static final int MOST_SERVERS = 3;

  /**
   * /etc/hosts. On the host's network it is the host's, as with Docker, so that a name means the
   * same inside and outside: not every host takes {@code localhost} for an IPv6 address too.
   */
  byte[] hosts() {
    StringBuilder hosts = new StringBuilder();
    Optional<String> own = network.flatMap(UserNetwork::address);
    String hostname = container.hostname();
    byte[] outside =
        container.network() instanceof ContainerNetwork.Host ? HostNetwork.hosts() : new byte[0];
    if (outside.length > 0) {
      hosts.append(new String(outside, StandardCharsets.UTF_8).stripTrailing());
      hosts.append("\n" + LOOPBACK + "\t").append(hostname).append('\n');
    } else {
      hosts.append(LOOPBACK + "\tlocalhost");
      hosts.append(own.isPresent() ? "" : " " + hostname).append('\n');
      hosts.append("::1\tlocalhost ip6-localhost ip6-loopback\n");
    }
    own.ifPresent(address -> hosts.append(address).append('\t').append(hostname).append('\n'));
    container
        .names()
        .hosts()
        .forEach((name, address) ->
            hosts.append(resolved(address)).append('\t').append(name).append('\n'));
    return hosts.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String resolved(String address) {
    return address.equals(NameLookup.HOST_GATEWAY)
        ? network.map(UserNetwork::host).orElse(LOOPBACK)
        : address;
  }

  /**
   * resolv.conf(5): the servers that were given, or else the host's. Those on the host's loopback
   * can't be reached from a network of the container's own, which has one that asks them.
   */
  byte[] resolvers() {
    byte[] hosts = HostNetwork.resolvers();
    List<String> given = container.names().servers();
    if (given.isEmpty() && network.isEmpty()) {
      return hosts;
    }
    List<String> servers = new ArrayList<>(given);
    StringBuilder text = new StringBuilder();
    if (given.isEmpty()) {
      network.map(UserNetwork::resolver).ifPresent(servers::add);
    }
    for (String line : new String(hosts, StandardCharsets.ISO_8859_1).lines().toList()) {
      if (!line.startsWith(SERVER)) {
        text.append(line).append('\n');
      } else if (given.isEmpty() && isElsewhere(line)) {
        servers.add(line.substring(SERVER.length()).strip());
      }
    }
    servers.stream()
        .limit(MOST_SERVERS)
        .forEach(each -> text.append(SERVER).append(each).append('\n'));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isElsewhere(String line) {
    String address = line.substring(SERVER.length()).strip();
    return !address.startsWith("127.") && !address.equals("::1");
  }
}
